export default {
  against: '对', of: '{seeds} 个种子的多数答案 · {images} 张测试图片', finding: { fixes: '认对了 {fixed} 张原先认错的图片', text: '{name}{claim}，又把 {broken} 张认错了。', net: '答对：之前 {before}，之后 {after}。' },
  view: '显示内容', difference: '差别', sideBySide: '并排', whatChanged: '变化', axes: '行：真实类别 · 列：答案', better: '有注意力更好', worse: '有注意力更差', keys: '方向键移动', baselineMatrix: '{name}，基线',
  cell: '真实类别 {truth}，答成 {answer}：之前 {before}，之后 {after}', cellHead: '{truth} 被认成 {answer}', cellRight: '{truth}，答对', cellWords: '{baseline}：{before}。{name}：{after}。相差 {difference}。', chooseCell: '选一格来读。',
  recall: '各类别答对的比例', class: '类别', share: '答对，%', of_: '图片数',
  missing: '尚未提供', missingText: '每格背后的图片、校准和最严重的错误还没有在这里显示。“图片”一栏可看模型在单张测试图片上看哪里。', toImages: '前往“图片”',
  empty: '还没有证据', emptyNext: '基线和另一个模型在同一种子上完成后，这里会出现内容。', choose: '与基线对照的模型', tooMany: '共 {classes} 个类别，矩阵太小看不清；改列变化最大的。', truth: '真实类别', answer: '答案', before: '基线', after: '有注意力', change: '差别',
}
