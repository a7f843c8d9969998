/** The words of the generated documents. */
import type { Language } from '../../preload/contract/text.ts'

interface DocumentWords {
  generated: string
  index: { title: string; about: string; mechanisms: string; models: string; articles: string; other: string }
  id: string
  name: string
  kind: string
  paper: string
  formula: string
  colon: string
  flow: (shape: string) => string
  seen: string
  cost: string
  letters: string
  parameters: string
  macs: string
  measured: (channels: number) => string
  map: string
  without: string
  activations: string
  options: { title: string; option: string; usual: string; allowed: string; meaning: string; none: string; yes: string; no: string; from: (low: string, high: string) => string }
  articles: string
  wrong: string
  stands: string
  replaces: string
  shows: (places: boolean) => string
  models: { title: string; about: string; member: string; images: string; classes: string; places: string; attends: string }
  faults: { title: string; about: string; code: string; claim: string; found: string; said: string; why: string; repaired: string; entry: string }
}

export const documentWords: Record<Language, DocumentWords> = {
  en: {
    generated: 'This page is generated from the program by `npm run docs`; change the program, not the page.',
    index: { title: 'Fovea, reference', about: 'Every attention mechanism and every model that Fovea has, with what is counted and recorded of it.', mechanisms: 'Attention mechanisms', models: 'Models', articles: 'Errors in the five articles', other: '中文' },
    id: 'Id', name: 'Name', kind: 'Stands', paper: 'Paper', formula: 'Formula', colon: ': ',
    flow: (shape) => `How the shapes flow, on a map of ${shape}`, seen: 'A double frame marks the weights that can be drawn over the image.',
    cost: 'Cost', letters: 'N places, C channels, h heads; other letters are options.', parameters: 'Parameters', macs: 'MACs',
    measured: (channels) => `Counted from a recorded pass over one image, ${channels} channels, usual options:`, map: 'Map', without: 'MACs without attention products', activations: 'Activations',
    options: { title: 'Options', option: 'Option', usual: 'Usual', allowed: 'Allowed', meaning: 'Meaning', none: 'It has no options.', yes: 'yes', no: 'no', from: (low, high) => `${low} to ${high}` },
    articles: 'In the articles', wrong: 'Wrong there', stands: 'Stands', replaces: 'It can also replace a block’s own attention or spatial convolution.', shows: (places) => (places ? 'Its weights over places can be drawn over the image.' : 'It weighs no places; Grad-CAM is shown instead.'),
    models: { title: 'Models', about: 'Parameters are counted from the model as it is built, at the size of image and number of classes it was published with. Names follow the family’s rule, so sizes that are not listed work too.', member: 'Name', images: 'Images', classes: 'Classes', places: 'Places for attention', attends: 'Built from attention already.' },
    faults: { title: 'Errors in the five articles', about: 'Fovea began with five articles on attention in image recognition. What they show was built; what is wrong in them is told here. `test/engine/articles.test.ts` shows each fault of code in numbers.', code: 'code', claim: 'claim', found: 'What it computes.', said: 'What it says.', why: 'Why it is wrong.', repaired: 'Repaired.', entry: 'In the catalogue' },
  },
  'zh-CN': {
    generated: '本页由 `npm run docs` 从程序生成；请修改程序而非本页。',
    index: { title: 'Fovea 参考', about: 'Fovea 的全部注意力机制与模型，以及对它们的计数与记录。', mechanisms: '注意力机制', models: '模型', articles: '五篇文章中的错误', other: 'English' },
    id: 'Id', name: '名称', kind: '位置', paper: '论文', formula: '公式', colon: '：',
    flow: (shape) => `形状如何流动（特征图 ${shape}）`, seen: '双线框为可绘制在图片上的权重。',
    cost: '代价', letters: 'N 为位置数，C 为通道数，h 为头数，其余字母为选项。', parameters: '参数量', macs: 'MACs',
    measured: (channels) => `由一次前向记录计数，单张图片，${channels} 通道，默认选项：`, map: '特征图', without: '不含注意力乘积的 MACs', activations: '激活',
    options: { title: '选项', option: '选项', usual: '默认', allowed: '允许', meaning: '含义', none: '没有选项。', yes: '是', no: '否', from: (low, high) => `${low} 至 ${high}` },
    articles: '文章中的说法', wrong: '其中的错误', stands: '位置', replaces: '也可替换模块自身的注意力或空间卷积。', shows: (places) => (places ? '它对各位置的权重可绘制在图片上。' : '它不衡量位置，改为显示 Grad-CAM。'),
    models: { title: '模型', about: '参数量由建成的模型计数，采用其发表时的图片尺寸与类别数。名称遵循系列的规则，因此未列出的尺寸同样可用。', member: '名称', images: '图片', classes: '类别', places: '可放注意力的位置', attends: '自带注意力。' },
    faults: { title: '五篇文章中的错误', about: 'Fovea 起始于五篇讲图像识别中注意力的文章。文中展示的内容均已实现；其中的错误在此说明。`test/engine/articles.test.ts` 用数字演示每处代码错误。', code: '代码', claim: '说法', found: '它算了什么：', said: '它说了什么：', why: '为何不对：', repaired: '修正：', entry: '见目录' },
  },
}
