export default {
  against: '对', of: '{seeds} 个种子的多数答案 · {images} 张测试图片', finding: { fixes: '认对了 {fixed} 张原先认错的图片', text: '{name}{claim}，又把 {broken} 张认错了。', net: '答对：之前 {before}，之后 {after}。' },
  view: '显示内容', whatChanged: '变化', axes: '行：真实类别 · 列：答案', better: '有注意力更好', worse: '有注意力更差', keys: '方向键移动', baselineMatrix: '{name}，基线',
  cellOfOne: '真实类别 {truth}，答成 {answer}：{count}', cell: '真实类别 {truth}，答成 {answer}：之前 {before}，之后 {after}', cellHead: '{truth} 被认成 {answer}', cellRight: '{truth}，答对', cellWords: '{baseline}：{before}。{name}：{after}。相差 {difference}。', chooseCell: '选一格查看其中的图片。',
  class: '类别', of_: '图片数',
  empty: '还没有证据', emptyNext: '基线和另一个模型在同一种子上完成后，这里会出现内容。', choose: '与基线对照的模型', tooMany: '共 {classes} 个类别，矩阵太小看不清；改列变化最大的。', truth: '真实类别', answer: '答案', before: '基线', after: '有注意力', change: '差别',
  views: { difference: '差别', side: '混淆矩阵', classes: '分类别', calibration: '校准', worst: '最严重的错误' },
  pairs: '左：{before}。右：{after}。下方是各自的答案。', tile: '{name}，真实类别 {truth}，答案 {answer}', changes: '认对 {fixed}，认错 {broken}', shown: '共 {total} 张，显示 {shown} 张', openAll: '在“图片”中打开', noImages: '没有这样的图片。', fromFile: '本机没有此数据集，这些图片来自文件。 | 本机没有此数据集，这些图片来自文件，另有 1 张没有图片。 | 本机没有此数据集，这些图片来自文件，另有 {unseen} 张没有图片。', fixedBy: '注意力认对的', brokenBy: '注意力认错的', worst: '{name} 答错的图片，把握最大的在前',
  perClassOf: '{name}；与 {baseline} 的差别以百分点计', truthIs: '真实类别 {truth}', perClass: '逐类别', wholeSet: '整个测试集', seedMeans: '{seeds} 个种子的平均 ± 95% 区间的一半。单位 %；kappa 与相关系数 × 100。', figure: '指标',
  metric: { precision: '精确率', recall: '召回率', f1: 'F1', areaUnderRoc: 'ROC 面积', averagePrecision: '平均精确率', accuracy: '准确率', macroF1: 'F1，各类别平均', top2: '真实类别在前 2 位', top5: '真实类别在前 5 位', kappa: 'Kappa（Cohen）', matthews: '相关系数（Matthews）' },
  calibration: '概率是否名副其实？', calibrationWords: '以 80% 的把握给出的答案，10 次里应有 8 次答对。虚线表示名副其实；粗线是测得的结果，合并全部种子。', tooSure: '把握大于实际', tooModest: '实际好于把握', binBars: '灰色：答案的数量', saidUnit: '答案的概率，%', rightUnit: '答对的比例，%',
  eceIs: '误差 {value}，最大 {largest} 个百分点', binWords: '说 {said}，实际 {was}', reliabilityOf: '{name} 的可靠性：{bins}', figures: '数值', ece: '期望校准误差，百分点（15 格）', mce: '最大校准误差，百分点', logLoss: '对数损失', brier: 'Brier 分数', temperature: '可修正的温度', eceScaled: '缩放后的期望误差，百分点', scaledHow: '一半测试图片求得的温度用于另一半，任何图片都不由自身评判。',
  strength: '证据有多强？', overImages: '按图片的差别，百分点（95%，自助法）', fourWays: '图片', fourWaysAre: '都对 {right} · 认对 {fixed} · 认错 {broken} · 都错 {wrong}', effect: '按种子的效应量（Cohen dz）', needed: '能显示它所需的种子数（功效 80%）', neededMany: '超过 1,000',
}
