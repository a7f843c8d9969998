/** 评估：一次处理许多图片。 */
export default {
  title: '评估', kept: '保留最近 20 次', new: '新评估', others: '全部评估', again: '重新给出图片', empty: '还没有评估', emptyText: '给出一个文件夹、一个 ZIP 或许多图片；每个所选模型都会作答，有标签的还会评分。',
  name: '名称', models: '模型', images: '图片', labelled: '有标签', state: '状态', begun: '开始时间', states: { running: '进行中', finished: '已完成', cancelled: '已停止', failed: '失败' },
  remove: '移除', removeNamed: '移除 {name}', removed: '已移除 {name}。', cancel: '停止', csv: '存为 CSV',
  give: '给出图片', giveText: '把文件夹、ZIP 或许多图片拖到窗口任意处，或在此选择。它们不会离开这台计算机。', holds: '{n} 个文件，{size}', holdsZip: 'ZIP，{size}', pickFiles: '选择图片或 ZIP', pickFolder: '选择文件夹',
  labelsText: '若要评分，请把图片放入以类别命名的文件夹，或附上含 “file” 和 “label” 两列的 CSV。', giveFirst: '请先给出图片', chooseFirst: '请先选择模型',
  whoAnswers: '由谁作答', modelsOf: '模型来自', seed: '种子', begin: '评估', sending: '正在将 {name} 复制到 Fovea', sent: '{done} / {total}', leftOut: '有 {n} 个文件大于 64 MB，已略过。',
  listing: '正在查看文件', progress: '{done} / {total} 张图片', partly: '结束前回答了 {total} 张图片中的 {done} 张', finished: '{n} 张图片', labels: { folders: '{n} 张的标签来自文件夹', table: '{n} 张的标签来自表格' },
  refusedCount: '略过 {n} 张', perSecond: '每秒 {n} 张', left: '约剩 {time}', firstSoon: '第一批回答即将到来；最近未使用的模型需要先载入。',
  reads: '{name} 的回答与标签一致的有 {right} 张，共 {n} 张，{share}（{interval}）', readsSoFar: '目前 {name} 的回答与标签一致的有 {right} 张，共 {n} 张，{share}（{interval}）', soFar: '尚未回答全部图片。这些是按文件名排在前面的图片，可能与其余图片不同。', readsOther: '{name} {right} 张，{share}（{interval}）', readsMore: '另有 {n} 个模型更低', join: '；', stop: '。',
  against: '{name} 对 {first}：{difference} 个百分点，改对 {fixed} 张，改错 {broken} 张，p {p}（McNemar，Holm）。', limits: '区间为 95%（Wilson），针对这些图片。每个模型只有一次训练作答，换一个种子结果可能不同。',
  agree: '{models} 个模型对 {n} 张图片中的 {agreed} 张给出相同回答，{share}。', mostly: '{name} 回答了 {n} 张图片，最常见的是“{label}”：{count} 次。', noLabels: '这里没有标准答案，因此不是准确率。以类别命名文件夹，或附上 CSV，即可评分。', withSeed: '{name}，种子 {seed}',
  metrics: '各模型的表现', metricsText: '针对 {n} 张有标签的图片', model: '模型', accuracy: '准确率', interval: '95% 区间', difference: '对 {name}，百分点', fixedBroken: '改对 / 改错', p: 'p，Holm', macroF1: '宏 F1', logLoss: '对数损失', eceText: '15 个区间的期望校准误差：概率与实际正确率相差多少',
  confusion: '标签与回答', confusionText: '行为标签，列为回答；点击格子查看其图片', perClass: '各类别', recall: '召回率', precision: '精确率',
  answers: '回答', answersText: '各类别出现的次数；点击数字查看其图片',
  table: '图片与回答', picture: '图片', file: '文件', label: '标签', answer: '回答', probability: '概率', agreement: '一致', agreementText: '给出最常见回答的模型所占比例', isWrong: '与标签不同',
  filter: '查找文件名', show: '哪些图片', all: '全部图片', wrongOf: '{name} 答错', disagree: '模型意见不一', refused: '已略过', anyClass: '不限', answerBy: '由 {name} 给出', clear: '显示全部', shown: '{n} / {of}', nothing: '没有符合的图片', nothingText: '没有图片符合以上全部条件。', keys: 'J 和 K 移动，Enter 打开图片并查看模型的关注区域。',
}
