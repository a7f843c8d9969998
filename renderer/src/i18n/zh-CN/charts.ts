export default {
  asTable: '显示为表格', asChart: '显示为图', loading: '正在读取曲线', epoch: '轮', epochAt: '第 {epoch} 轮', now: '进行中',
  looks: '注视', scaleSays: '颜色从均匀的 1 倍（处处一样看）到 {most} 倍（全在一格）',
  against: '反对', for: '支持这个答案', signedScaleSays: '证据的颜色：铁锈色反对答案，蓝色支持答案，越浅越强，最多为均匀份额的 {most} 倍；不到一份不着色',
  places: { 'upper-left': '左上', top: '上方', 'upper-right': '右上', left: '左侧', middle: '中间', right: '右侧', 'lower-left': '左下', bottom: '下方', 'lower-right': '右下' },
}
