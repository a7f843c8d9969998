/** 终端的中文用词。 */
import type { TerminalWords } from './type.ts'

export const zhCN: TerminalWords = {
  program: '这种注意力对这些图片有帮助吗？它看哪里？',
  options: {
    home: '一切存放的位置（否则取 FOVEA_HOME，再否则取系统位置）', language: 'en 或 zh-CN', json: '输出 JSON', help: '显示帮助', version: '显示版本', out: '要写入的文件',
    comparison: '只列一个对比的运行', input: '图片边长（像素，默认取公布的尺寸）', size: '图片统一到的正方形边长（像素）', test: '留作测试的图片比例', seed: '划分的种子', name: '数据集名称', with: '参数，写作 键=值，可重复', from: '磁盘上的官方压缩包或文件夹，代替下载', classes: '类别数',
    port: '127.0.0.1 上的端口（0 表示任一空闲端口）', noReport: '不写报告', format: '报告的格式', weights: '附带训练好的权重', unassociate: '撤销', title: '报告的标题', question: '报告的问题', notes: '含作者说明的文本文件', without: '略去的部分', withoutModel: '在表格和图中略去的模型', noScript: 'HTML 不带交互层', top: '每张图片显示的答案数', caption: '图片的说明文字，供会读说明的模型使用', seeds: '代替方案中的种子，例如 1,2,3', open: '打开浏览器',
  },
  commands: {
    compare: '训练方案中的全部变体并比较', evaluate: '让训练好的运行回答图片', report: '写出对比的报告：HTML，或 PDF、Markdown、LaTeX、CSV、JSON', bundle: '把对比写成一个 .fovea 文件，供另一个 Fovea 作为运行打开', openBundle: '把 .fovea 文件作为对比及其运行打开',
    runs: '训练运行', runsList: '列出运行', runsShow: '显示一次运行', runsRemove: '把运行移到回收站', runsContinue: '继续已停止的运行',
    datasets: '数据集', datasetsList: '列出磁盘上的数据集', datasetsAdd: '按 id 生成或获取数据集，或导入按类别分文件夹的文件夹', datasetsShow: '显示数据集', datasetsRemove: '从磁盘删除数据集',
    models: '模型系列', modelsList: '列出模型', modelsDescribe: '介绍模型、代价与可放注意力的位置', attention: '注意力机制', attentionList: '列出机制', attentionDescribe: '介绍机制',
    plan: '方案', planCheck: '检查方案而不运行', planSchema: '输出方案的 JSON Schema，供编辑器使用', planStarters: '列出入门对比，或输出其中一个',
    serve: '在浏览器中显示窗口，仅限本机', doctor: '说明这台机器有什么、缺什么', associate: '让系统用这个 Fovea 打开 .fovea 文件', demo: '运行两个入门对比并写出报告',
  },
  exitHelp: '退出码：0 完成；1 失败；2 命令行或方案有误；3 有运行失败；130 被中断，检查点已保留。',
  columns: { id: 'Id', name: '名称', kind: '种类', state: '状态', variant: '变体', seed: '种子', accuracy: '准确率，%', accuracyInterval: '准确率，% ± 95%', difference: '差别，百分点（95%）', p: 'p（Holm）', verdict: '结论', parameters: '参数，k', macs: 'MACs，M', speed: '张/秒', seconds: '用时，秒', comparison: '对比', images: '图片', classes: '类别', size: '大小', file: '文件', answer: '答案', probability: '概率', truth: '真实类别', option: '选项', default: '默认', allowed: '允许', place: '位置', attends: '自带注意力', created: '建立于', progress: '进度' },
  states: { queued: '等待中', waiting: '等待中', running: '进行中', finished: '已完成', stopped: '已停止', failed: '失败' },
  kinds: { map: '特征图到特征图', head: '分类头', tokens: '替换注意力或卷积', scales: '跨尺度' },
  baseline: '基线', control: '对照', fair: '这个对比公平吗？', remark: '关于这项任务',
  associated: (set) => (set ? '.fovea 文件现在用这个 Fovea 打开。有些桌面要到下次登录才生效。' : '.fovea 文件不再用这个 Fovea 打开。'),
  left: (time) => `约剩 ${time}`,
  runLine: (variant, seed) => `${variant}，种子 ${seed}`,
  runEnded: (done, total, variant, seed, outcome) => `${done}/${total}  ${variant}，种子 ${seed}：${outcome}`,
  speed: (rate) => `${rate} 张/秒`,
  waiting: '等待中',
  task: { reading: '读取', downloading: '下载', unpacking: '解包', packing: '打包', checking: '检查', measuring: '测量' },
  wordsLook: (image) => `${image}：每个词看向哪里（· 少于平均，█ 达到平均的 8 倍以上）`,
  stopping: '正在停止，检查点会保留。再按一次 Ctrl-C 立即结束。',
  stopped: (id) => `已停止。已完成的部分保留在对比 ${id} 中。`,
  continueHint: (id) => `继续：fovea compare --continue ${id}`,
  opened: ({ comparisonId: id, runs, known, weights, remarks }) => {
    if (!known) return `已作为对比 ${id} 打开，含 ${runs} 个运行。查看报告：fovea report ${id}`
    const added = [...(weights ? [`已补上 ${weights} 个运行的权重。`] : []), ...(remarks ? [`已补上 ${remarks} 个运行的标签、备注或测量结果。`] : [])]
    return `已有：对比 ${id}。${added.join('') || '未作任何改动。'}`
  },
  reportAt: (file) => `报告：${file}`,
  demoTime: (time) => `共用 ${time}。`,
  started: (name, models, seeds) => `${name}：${models} 个变体 × ${seeds} 个种子`,
  none: { runs: '还没有运行。“fovea demo” 可以产生一些。', datasets: '还没有数据集。“fovea datasets add digits” 可以生成一个。' },
  removed: (count) => `已将 ${count} 项移到回收站。`,
  planGood: (variants, seeds) => `方案无误：${variants} 个变体，${seeds} 个种子，共 ${variants * seeds} 次运行。`,
  right: (n, total, share) => `${total} 张中认对 ${n} 张，${share}`,
  served: (url) => `Fovea 的地址：${url}\n该地址只能用一次，限本机的一个浏览器。按 Ctrl-C 结束。`,
  yes: '是', no: '否',
  doctor: { fovea: 'Fovea', node: 'Node', system: '系统', engine: 'TensorFlow', library: '库', way: '来源', device: '设备', memory: '内存', cores: '核心数', home: '存放于', cache: '缓存', disk: '磁盘剩余', ready: '可用', notReady: '不可用', missing: '缺少：' },
  facts: { formula: '公式', paper: '论文', places: '位置', options: '选项', noOptions: '没有选项', fingerprint: '指纹', licence: '许可', source: '来源', shape: '图片尺寸', train: '用于训练', test: '用于测试', warnings: '提醒', skipped: '未收入', step: '步', dataset: '数据集', loss: '测试损失', problem: '问题', parameters: '参数量', macs: '每张图片的 MACs', macsWithout: '不含注意力乘积', share: '注意力占比', activations: '激活', showsPlaces: '能显示看哪里', started: '开始于', device: '设备' },
  input: (shape) => `图片为 ${shape} 时`,
  namesOf: (family) => `公布的型号，${family}`,
}
