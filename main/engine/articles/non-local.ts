/** Article 002: the Non-local block, five faults in one snippet. */
import type { ArticleFault } from '../../../preload/contract/article.ts'

export const nonLocalFaults: ArticleFault[] = [
  {
    id: 'non-local-crash', article: '002', kind: 'code', mechanism: 'non-local',
    title: { en: 'It stops on its own example', 'zh-CN': '自己的示例就会中止' },
    found: {
      en: 'φ as C′ × N is multiplied by g as N × C′, which gives a C′ × C′ map (32 × 32 in its example), and that map is multiplied by θ as N × C′ (3136 × 32).',
      'zh-CN': '形状为 C′ × N 的 φ 乘以 N × C′ 的 g，得到 C′ × C′ 的图（示例中为 32 × 32），再去乘 N × C′（3136 × 32）的 θ。',
    },
    why: { en: '32 columns cannot meet 3136 rows, so the program ends with an error of shapes.', 'zh-CN': '32 列与 3136 行无法相乘，程序因形状不符而报错。' },
    repaired: { en: 'The map is N × N: every place against every place.', 'zh-CN': '权重图应为 N × N：每个位置对每个位置。' },
    formulas: { found: '(\\phi^\\top g)\\,\\theta:\\ (C\' \\times C\')\\,(N \\times C\')', repaired: '(\\theta\\phi^\\top)\\,g:\\ (N \\times N)\\,(N \\times C\')' },
  },
  {
    id: 'non-local-roles', article: '002', kind: 'code', mechanism: 'non-local',
    title: { en: 'The roles are swapped', 'zh-CN': '角色颠倒' },
    found: { en: 'φ is compared with g, and θ is what is summed up by the weights.', 'zh-CN': '拿 φ 与 g 比较，再用权重对 θ 求和。' },
    why: { en: 'θ and φ are there to be compared (queries and keys), g is what is carried over (values). As printed no query is ever compared with a key.', 'zh-CN': 'θ 与 φ 用来比较（查询与键），g 是被汇总的内容（值）。照原文，查询从未与键比较。' },
    repaired: { en: 'θ against φ, and g as the value.', 'zh-CN': 'θ 对 φ 打分，g 作值。' },
    formulas: { found: '\\mathrm{softmax}(\\phi^\\top g)\\,\\theta', repaired: '\\mathrm{softmax}(\\theta\\phi^\\top)\\,g' },
  },
  {
    id: 'non-local-scale', article: '002', kind: 'code', mechanism: 'non-local',
    title: { en: 'Divided by the wrong width', 'zh-CN': '除以了错误的宽度' },
    found: { en: 'The scores are divided by √C, the width of the whole map.', 'zh-CN': '得分除以整张特征图宽度的 √C。' },
    why: {
      en: 'The dot product runs over the reduced width C′, so its spread grows as √C′. With C′ = C / 2 the scores come out smaller by √2 than they should, and the weights flatter. (One known library does the same; the paper’s authors do not.)',
      'zh-CN': '点积的求和宽度是缩减后的 C′，其离散程度随 √C′ 增长。C′ = C / 2 时，得分比应有的小 √2 倍，权重偏平。（有一个知名库也这样做，论文作者则不是。）',
    },
    repaired: { en: 'Divided by √C′. The other form is an option, said by name.', 'zh-CN': '除以 √C′；另一种形式作为选项明确标出。' },
    formulas: { found: '\\frac{f}{\\sqrt{C}}', repaired: "\\frac{\\theta\\phi^\\top}{\\sqrt{C'}}" },
  },
  {
    id: 'non-local-start', article: '002', kind: 'code', mechanism: 'non-local',
    title: { en: 'It disturbs from the first step', 'zh-CN': '从第一步起就造成扰动' },
    found: { en: 'The last convolution W starts with random weights.', 'zh-CN': '最后的卷积 W 以随机权重起步。' },
    why: { en: 'The block is meant to be put into a network that works already. A random W adds noise to every feature before anything is learned.', 'zh-CN': '该模块本应插入已能工作的网络；随机的 W 在学到任何东西之前就给每个特征加上噪声。' },
    repaired: { en: 'W, or the γ of the batch norm behind it, starts at 0: at first z = x.', 'zh-CN': 'W（或其后批归一化的 γ）从 0 开始：起初 z = x。' },
    formulas: { found: 'z = x + W y,\\quad W_0 \\sim \\mathrm{random}', repaired: 'z = x + \\mathrm{BN}_\\gamma(W y),\\quad \\gamma_0 = 0' },
  },
  {
    id: 'non-local-permute', article: '002', kind: 'code', mechanism: 'non-local',
    title: { en: 'The quick repair compares channels', 'zh-CN': '随手一改就变成比较通道' },
    found: { en: 'Leaving out one permute makes the snippet run. The map of weights is then C′ × C′.', 'zh-CN': '去掉一个 permute，代码就能运行；此时权重图为 C′ × C′。' },
    why: {
      en: 'It now asks which channels go together and looks at no place, and nothing says so: shapes of input and output are as before. Any sum over places is the same whatever their order.',
      'zh-CN': '它问的是哪些通道相关，不再关注任何位置，而且毫无提示：输入输出的形状与之前相同。对位置求和，与位置的次序无关。',
    },
    repaired: { en: 'The map of weights has one row and one column for every place; its shape is tested.', 'zh-CN': '权重图的行与列都对应位置，并由测试检查其形状。' },
    formulas: { found: '\\mathrm{softmax}(\\phi^\\top g) \\in \\mathbb{R}^{C\' \\times C\'}', repaired: '\\mathrm{softmax}(\\theta\\phi^\\top) \\in \\mathbb{R}^{N \\times N}' },
  },
]
