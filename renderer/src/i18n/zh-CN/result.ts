export default {
  variant: '变体', accuracy: '准确率，%', accuracyUnder: '均值 ± 95% 区间', differenceAxis: '与基线之差，95% 区间', points: '百分点', p: 'p（Holm）', verdict: '结论',
  brokenFixed: '变错 {\'|\'} 变对，', brokenFixedUnder: '图片数', brokenFixedSays: '变错 {broken}，变对 {fixed}', params: '参数', share: '注意力', shareUnder: '占比', speed: '训练，', speedUnder: '张/秒',
  baseline: '基线', control: '对照', reference: '参照', notYet: '尚无',
  verdicts: { helps: '有帮助', hurts: '有妨害', unclear: '尚不明确', 'no-evidence': '没有证据', 'too-few-seeds': '种子太少', incomplete: '未完成' },
  table: '各变体的准确率、差别与代价', fair: '这个对比公平吗？', fairNarrow: '公平吗？没有需注意的 | 公平吗？{n} 条需注意 | 公平吗？{n} 条需注意', remark: '关于这项任务',
  how: '检验方法',
  howText: '两项检验各看一面。按种子：逐种子配对之差的 95% t 区间不含 0。按图片：以各种子的多数答案作 McNemar 检验（mid-p），对所有行作 Holm 校正后低于 0.05。两项同向：有帮助或有妨害；只有一项：尚不明确；都没有：没有证据。“变对”指基线认错而该变体认对的测试图片，“变错”相反。MACs 按每张图片一次前向计，含注意力乘积。粗体：种子与图片的检验一致。',
  curves: '训练中的测试准确率', curvesUnder: '{seeds} 个种子的均值，色带为 95% 区间', oneSeed: '一个种子', noCurves: '还没有运行完成。', curvesSay: '最后的测试准确率：{list}',
  linesHidden: '已隐藏 {n} 条 | 已隐藏 {n} 条 | 已隐藏 {n} 条', fewerLines: '少显示几条',
  cost: '代价', costUnder: '虚线：没有更省又更好的', macsAxis: '每张图片的 MACs，M', noCost: '还没有运行完成。', costSays: '每张图片的 MACs 与准确率：{list}',
  loading: '正在读取结果', empty: '还没有结果', emptyNext: '运行逐个完成时，表格随之填满；所有种子到齐后给出结论。', toRun: '前往“运行”',
  partial: '共 {total} 次运行，已完成 {finished} 次。这里的内容还会变化。', keys: 'J、K 选行，Enter 看该行的证据',
}
