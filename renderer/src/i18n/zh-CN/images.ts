export default {
  title: '图片', choose: '模型来自', noComparisons: '还没有训练好的模型', noComparisonsNext: '运行一个对比，之后它的模型就能看你的图片。', toStart: '前往“开始”',
  count: '没有图片 | {n} 张图片 | {n} 张图片', clear: '清空', columnOrder: '答案按列的顺序', dropHere: '把图片拖到这里，或粘贴', pick: '选择文件', takeTest: '取 8 张测试图片', testImage: '测试 {index}',
  refused: { 'too-large': '{name} 超过 64 MB，未采用。', unreadable: '无法读取 {name}。', tooMany: '只取了前 {most} 张。更大的文件夹可作为数据集导入。' },
  models: '作答的模型', notTrained: '这个种子还没有训练好的权重', seed: '种子', noRuns: '还没有训练好的模型', noRunsNext: '一有运行完成，它的模型就能在这里看图片。',
  empty: '拿图片问问模型', emptyNext: '拖入、粘贴或选择图片。每个模型都会作答，它看的地方叠在图片上。数据不离开这台电脑。', skipped: '{name} 未采用；其余图片照常作答。', waiting: '等待答案',
  show: '显示内容', original: '原图', seen: '模型所见', overlay: '叠加', mode: '注视的画法', heat: '热度', spotlight: '聚光', outline: '轮廓',
  layer: '层', lastLayer: '各自的最后一层', headsLabel: '头', meanOfHeads: '平均', head: '头 {head}', fromCursorOnly: '从光标处看', image: '图片',
  attention: '注意力', gate: '门控', gradCam: 'Grad-CAM', noMap: '没有图', chooseModel: '显示这个模型的各头',
  right: '正确', wrong: '错误，应为 {label}', atCursor: '光标处', timesEven: '均匀的 {e}×', half: '一半的注视在', ofCells: '/ {cells} 格', spread: '分散度（熵）',
  tileWaiting: '{name}，还没有答案', tileTrue: '真实类别 {label}', tileAnswer: '答案 {answer}，{p}', tileHalf: '一半的注视在{place}',
  headsOf: '{name}，层 {layer}', headsDiffer: '各头不同；平均看不出来', headSays: '头 {head}，分散度 {spread}', spreadIs: '分散度 {spread}', fromCursor: '从光标处', pointAtPatch: '指向一格', agreement: '各头的一致程度 {value}，1 为同一张图。',
  scaleNote: '所有图用同一个标尺：1× 表示处处一样看，不超过它时不着色；{most}× 表示全部注视在一格。白色轮廓内是一半的注视。', gateNote: '门控只调高或调低各位置，不在位置之间搬运信息；图中是各处门控强度与其均值之比。', gradCamNote: '没有注意力的模型显示 Grad-CAM：哪些地方抬高了答案。它与注意力不是同一个量，从不与之平均。',
}
