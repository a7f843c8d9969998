export default {
  asTable: '显示为表格', asChart: '显示为图', loading: '正在读取曲线', epoch: '轮', epochAt: '第 {epoch} 轮', now: '进行中',
  looks: '注视', scaleSays: '颜色从均匀的 1 倍（处处一样看）到 {most} 倍（全在一格）',
  places: { 'upper-left': '左上', top: '上方', 'upper-right': '右上', left: '左侧', middle: '中间', right: '右侧', 'lower-left': '左下', bottom: '下方', 'lower-right': '右下' },
}
