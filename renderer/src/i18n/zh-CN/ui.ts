/** 小组件的文字。 */
export default {
  loading: '正在载入',
  noOptions: '没有可选项。',
  engine: { title: '暂时无法训练', still: '没有它仍可查看结果、报告和目录。', report: '本机情况' },
  number: {
    between: '{low} 至 {high}', from: '不小于 {low}', above: '大于 {low}', to: '不大于 {high}', notANumber: '不是数字', notWhole: '需为整数',
    exactly: '{n} 个数字', atLeast: '至少 {n} 个数字', listed: '其中有不可用的数字',
  },
}
