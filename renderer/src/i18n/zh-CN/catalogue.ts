/** 注意力目录。 */
export default {
  count: '{n} 种机制', find: '查找', nothing: '没有找到。', unknown: '没有这种机制', again: '重试',
  kind: { map: '作用于特征图', head: '作为分类头', tokens: '替换注意力', scales: '跨多个尺度' },
  try: '在对比中尝试', formula: '公式', options: '选项', option: '选项', usual: '默认', allowed: '允许', yes: '是', no: '否', yesNo: '是或否',
  facts: '要点', fits: '适用处', nowhere: '暂无模型', map: '注意力图', showsPlaces: '它对各位置的权重可绘制在图片上。', showsNone: '它衡量通道而非位置；“图片”中改为显示 Grad-CAM。', paper: '论文', inPlans: '在计划中',
}
