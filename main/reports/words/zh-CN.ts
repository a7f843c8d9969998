/** 结论、公平性说明与报告的中文用词。用词平实，不作夸饰。 */
import type { Span } from '../../../preload/contract/comparison.ts'
import { percent, points, range, signedPoints, thousands } from '../../../preload/contract/format.ts'
import type { Claim, Words } from './type.ts'

/** Joins pieces with a space where Chinese and Latin letters meet, as the rest of the text has it. */
export function join(...pieces: string[]): string {
  return pieces.reduce((text, piece) => {
    const meets = /[\p{Script=Han}]$/u.test(text) ? /^[A-Za-z0-9]/.test(piece) : /[A-Za-z0-9]$/.test(text) && /^[\p{Script=Han}]/u.test(piece)
    return text + (meets ? ' ' : '') + piece
  })
}
const list = (names: string[]): string => (names.length < 2 ? names.join('') : join(names.slice(0, -1).join('、'), '和', names.at(-1)!))
const plain = (text: string): Span => ({ text })
const numbers = ['没有', '一个', '两个']

const interval = ({ interval: i, digits }: Claim, turn = 1) => (i ? `（95% 区间 ${range(turn > 0 ? i : { low: -i.high, high: -i.low }, 'zh-CN', digits)}）` : '')
const figures = (c: Claim) => `${percent(c.accuracy, 'zh-CN', c.digits)} 对 ${percent(c.baselineAccuracy, 'zh-CN', c.digits)}`
const compared = (c: Claim) => join(join('与', c.baseline, '相比'), `，${c.name}`)
/** A name before a marked Chinese phrase: with the space that Latin letters need. */
const before = (text: string): Span => plain(/[A-Za-z0-9]$/.test(text) ? `${text} ` : text)

export const zhCN: Words = {
  finding: {
    better: (c) => [before(compared(c)), { text: '认对了更多这类图片', mark: 'yes' }, plain(`：${figures(c)}，提高 ${points(c.difference, c.digits)} 个百分点${interval(c)}。`)],
    worse: (c) => [before(compared(c)), { text: '认对的这类图片更少', mark: 'no' }, plain(`：${figures(c)}，降低 ${points(-c.difference, c.digits)} 个百分点${interval(c, -1)}。`)],
    alsoBetter: (names) => [plain(join(list(names), '也有帮助。'))],
    alsoWorse: (names) => [plain(join(list(names), '也有妨害。'))],
    noEvidence: (names) => [plain(join(list(names), '则')), { text: '没有证据', mark: 'none' }, plain('显示有差别。')],
    largest: (c) => [plain(`${join('差别最大的是', c.name)}：${signedPoints(c.difference, c.digits)} 个百分点${interval(c)}，${join(figures(c), '（', c.baseline)}）。`)],
    unclear: (names) => [plain(join(list(names), '尚不明确：按种子与按图片的结论不一致。'))],
    control: (c) => [plain(`${join('对照', c.name, c.difference > 0 ? '提高' : '降低')} ${points(Math.abs(c.difference), c.digits)} 个百分点${interval(c, Math.sign(c.difference))}。`)],
    tooFewSeeds: (n) => [plain(join(numbers[n] ?? String(n), n > 2 ? '个种子不足以下结论。' : '种子不足以下结论。'))],
    measured: (c) => [plain(`${c.name}：${figures(c)}，${signedPoints(c.difference, c.digits)} 个百分点${interval(c)}。`)],
    incomplete: (finished, total, failed) => [plain(failed
      ? `${total} 次运行中有 ${failed} 次失败。缺少运行时不下结论。`
      : `${total} 次运行已完成 ${finished} 次。全部完成后给出结论。`)],
    alone: (baseline) => [plain(join('没有可与', baseline, '比较的变体。'))],
    limits: ({ seeds, epochs, steps, testImages }) =>
      `仅一个数据集，${seeds} 个种子，${[...(steps === null ? [] : [`${thousands(steps)} 步`]), ...(epochs === null ? [] : [`${thousands(epochs)} 轮`])].join('加')}，${thousands(testImages)} 张测试图片。不能推及其他图片、更大的模型或更长的训练。`,
  },
  fairness: {
    same: (print) => `划分${print ? `（指纹 ${print}）` : ''}、增强、训练计划、预算与种子完全相同`,
    different: (what, settings) => `各次运行并不相同：${what.map((w) => ({ data: '数据及其划分', training: `训练设置（${settings.join('、')}）`, seeds: '种子' })[w]).join('、')}`,
    environment: (different) => `各次运行的环境并不相同：${different.map(({ name, values }) => `${{ fovea: 'Fovea 版本', tensorflow: 'TensorFlow', device: '设备', platform: '平台' }[name]} ${values.join(' 与 ')}`).join('，')}`,
    otherModel: (names) => `${join(names.join('、'), '与基线不是同一模型')}：差别不止于注意力`,
    otherOptions: (names, options) => `${join(names.join('、'), '的模型选项与基线不同')}：${options.join('、')}`,
    missing: (runs) => `未完成，因而未计入：${runs.join('、')}`,
    sizeDoesNotExplain: (control, gain, best, bestGain) => `${join('不是参数多的缘故：参数不更少的', control, '差别为')} ${gain} 个百分点，${join('而', best, '为')} ${bestGain}`,
    controlGains: (control, gain, best, bestGain) => `${join('对照', control, '差别为')} ${gain} 个百分点，${join(best, '为')} ${bestGain}：大部分提高另有途径`,
    macs: (name, ratio) => `${join(name, '的')} MACs 是基线的 ${ratio} 倍`,
    macsAndParameters: (name, macs, parameters) => `${join(name, '的')} MACs 是基线的 ${macs} 倍，参数量是其 ${parameters} 倍`,
    parameters: (name, ratio) => `${join(name, '的参数量')}是基线的 ${ratio} 倍`,
    sameCost: '待检验变体的参数量与 MACs 和基线相差不超过 10%',
  },
  report: {
    report: 'Fovea 报告',
    question: (baseline) => join('与', baseline, '相比，注意力有帮助吗？'),
    remark: '关于这项任务',
    data: '数据', dataset: '数据集', imagesName: '图片', images: (train, test) => `训练 ${train} 张，测试 ${test} 张`, fingerprint: '指纹（SHA-256）', shape: '图片尺寸', licence: '许可', classes: '类别', samples: '部分测试图片', parameters: '参数',
    models: '模型', model: '模型', place: '位置', role: { baseline: '基线', tried: '待检验', control: '对照' }, baseModel: '基础模型', mechanism: '插入的机制',
    latexAccuracy: '准确率，%（均值 ± 标准差）', latexDifference: '差别，百分点 [95% 区间]', latexCaption: (seeds, images) => `${seeds} 个种子的均值与标准差，${images} 张测试图片；差别相对第一行，按种子配对。粗体：按种子与按图片都更好。`,
    result: '结果', variant: '变体', accuracy: '准确率，%', accuracyUnder: '均值 ± 95% 区间', differenceAxis: '与基线之差，百分点，95% 区间', differenceColumn: '百分点', p: 'p（Holm）', verdict: '结论', brokenFixed: '变错 | 变对，图片数', params: '参数，k', macs: 'MACs，M', speed: '训练，张/秒', seconds: '用时，秒', reference: '参照',
    verdicts: { helps: '有帮助', hurts: '有妨害', unclear: '尚不明确', 'no-evidence': '没有证据', 'too-few-seeds': '种子太少', incomplete: '未完成' },
    tableNote: (seeds) => `最后一轮之后在测试图片上的准确率。± 为 ${seeds} 个种子 95% 区间（t）的一半。粗体：种子与图片的检验一致。`,
    howTested: '两项检验各看一面。按种子：逐种子配对之差的 95% t 区间不含 0；各种子差值相同、宽度为零的区间不算数。按图片：以各种子的多数答案作 McNemar 检验（mid-p），对所有行作 Holm 校正后低于 0.05。两项同向：有帮助或有妨害；只有一项：尚不明确；都没有：没有证据。“变对”指基线认错而该变体认对的测试图片，“变错”相反。MACs 按每张图片一次前向计，含注意力乘积。',
    fairness: '这个对比公平吗？',
    curves: '训练中的测试准确率', curvesUnder: (seeds) => (seeds > 1 ? `${seeds} 个种子的均值，色带为 95% 区间` : '一个种子'), testAccuracy: '测试准确率，%', epoch: '轮', steps: '步', hidden: (n) => `${n} 条以灰色显示`, noCurves: '没有记录曲线。',
    cost: '代价', costUnder: '虚线：没有更省又更好的', macsAxis: '每张图片的 MACs，M',
    measured: {
      head: '对训练好的模型的测量', latency: '延迟，毫秒', map: '图', deletion: '删除', insertion: '插入', pointing: '指向，%', overlap: 'IoU', kinds: { attention: '注意力', gate: '门控', 'grad-cam': 'Grad-CAM' },
      passes: (passes, device) => `延迟：在 ${device} 上对单张图片做 ${passes} 次预热后推理的中位数，各模型轮流进行，并列出第 10 与第 90 百分位；取各种子的平均。`,
      disturbed: (share) => `测量期间，其他进程最多占用处理器的 ${share}：不受干扰时可能更快。`,
      images: (count) => `图：对 ${count} 张测试图片，从最受关注处起逐步去掉（删除）或放入（插入）各位置，所列为回答概率曲线下的面积；指向与 IoU 以目标的框为准。旁列为同样的量：先随机次序，后离中心最近者优先。忠实的图，其删除值低于两者，插入值高于两者。`,
    },
    confusion: '什么被认成什么', confusionUnder: '各种子的多数答案。行：真实类别；列：答案；格：测试图片数。对角线为正确。', confusionCell: (truth, answer, n) => `${truth} 认成 ${answer}：${n}`, answerAxis: '答案', truthAxis: '真实类别',
    looks: '它看哪里', looksUnder: (n) => `${n} 张测试图片，依次取各类别最前面的，未按结果挑选；模型取第一个种子。颜色：该格得到平均份额的多少倍；不超过 1× 时不着色。轮廓：占去一半注视的格子。对各头、各查询取平均。`, scale: (n) => `1×（均匀）至 ${n}×（全在一格）`, tile: (truth, answer, right) => `真实 ${truth}，答案 ${answer}，${right ? '正确' : '错误'}`, gradCam: 'Grad-CAM，不是注意力', noLooks: '已完成的运行都没有保存注意力图。', half: '一半的注视', original: '原图',
    doesNotShow: '这些数字没有说明什么',
    doesNotShowPoints: ({ seeds, complete, device }) => [
      '其他图片：这里的一切都在一个数据集、一种划分上测得。',
      '更大的模型或更长的训练：差别可能缩小、消失或反转。',
      `罕见的种子：${seeds} 个种子能显示通常的波动，不能显示极端情况。`,
      '原因：注意力图显示一层从哪里取输入，不说明为何给出这个答案。',
      `别处的速度：用时与张/秒只属于这台机器（${device}）。`,
      ...(complete ? [] : ['完整的方案：有些运行尚未完成。']),
    ],
    environment: '环境', environmentNames: { fovea: 'Fovea', node: 'Node', tensorflow: 'TensorFlow', device: '设备', cores: '核心数', memory: '内存', platform: '系统', training: '全部运行的训练时间' },
    repeat: '如何重现', repeatUnder: '把方案存为 plan.yaml，运行 fovea compare plan.yaml。同一台机器得到相同的数字。',
    runTable: '每次运行', seed: '种子', state: '状态', states: { queued: '等待中', running: '进行中', finished: '已完成', stopped: '已停止', failed: '失败' }, loss: '测试损失',
    credit: (interactive) => (interactive ? '由 Fovea 生成。此文件不加载任何外部内容；不运行其中的脚本，内容也完全相同。' : '由 Fovea 生成。此文件不加载任何外部内容，也不运行脚本。'),
    notes: '作者的说明', at: (place) => `位于 ${place}`,
    sections: { result: '结果', curves: '曲线', looks: '它看哪里', cost: '代价', models: '模型', data: '数据', confusion: '混淆', runs: '每次运行', 'not-shown': '没有说明什么', environment: '环境', repeat: '如何重复' },
    withoutModels: (names) => `作者在表格和图中略去：${names.join('、')}。结论和多重比较校正仍计入它们。`,
    withoutSections: (names) => `作者略去的部分：${names.join('；')}。`,
    interaction: { sort: '按此列排序', point: '指向图表即可读数。', hide: '隐藏或显示这条线', enlarge: '按下可放大', theme: '浅色或深色' },
  },
}
