/** 注意力目录。 */
export default {
  pages: { label: '目录的各部分', mechanisms: '机制', models: '模型', articles: '文章中的错误' },
  count: '{n} 种机制', countModels: '{n} 个系列', countFaults: '{n} 处错误', find: '查找', nothing: '没有找到。', unknown: '没有这种机制', unknownModel: '没有这种模型', again: '重试',
  try: '在对比中尝试', formula: '公式', options: '选项', option: '选项', usual: '默认', allowed: '允许', yes: '是', no: '否', yesNo: '是或否',
  facts: '要点', stands: '位置', replaces: '可替换模块自身的注意力', fits: '适用处', fitsIn: '{count} 个模型系列', nowhere: '暂无模型', map: '注意力图', showsPlaces: '它对各位置的权重可绘制在图片上。', showsNone: '它衡量通道而非位置；“图片”中改为显示 Grad-CAM。', paper: '论文', inPlans: '在方案中',
  letters: 'N 为位置数，C 为通道数，h 为头数，其余字母为选项。',
  flow: '形状如何流动', flowAt: '特征图 {shape}，由一次前向记录得出', seen: '“图片”中绘制的权重',
  noEngine: '形状流动与代价由引擎测量，而引擎尚未就绪。',
  growth: '代价随特征图增大的变化', growthSub: '实测计数，双对数坐标', growthX: '位置数 N', growthSays: '按特征图边长的代价。{list}。', channels: '{channels} 通道', model: '模型', size: '图片边长', noSites: '这个模型中没有适合它的位置。', marks: '圆圈：该模型中适合它的 {n} 个位置。',
  counted: { macs: 'MACs', memory: '激活，字节' },
  table: { channels: '通道', side: '特征图', parameters: '参数量', macs: 'MACs', without: '不含注意力乘积的 MACs', memory: '激活', step: '步骤', does: '作用', shape: '形状', from: '读取' },
  inArticle: '文章 {article} 中', wrongIn: '文章 {article} 错在哪里', allFaults: '文章中的全部错误',
  attends: '自带注意力', attendsNot: '不带注意力', family: '使用默认选项', member: '系列成员', images: '图片', classes: '{count} 个类别', share: '注意力占 MACs 的比例', counting: '正在计数', places: '可放注意力的位置', place: '位置', takes: '可放', mapThere: '该处特征图',
  articlesIntro: 'Fovea 起始于五篇讲图像识别中注意力的文章。文中展示的内容均已实现；其中的错误在此说明：每段代码算了什么、每句话说了什么，为何不对，以及 Fovea 采用的形式。每处代码错误都有测试用数字加以演示。',
  faultKind: { code: '代码', claim: '说法' }, computes: '它算了什么', says: '它说了什么', repaired: '修正', why: '为何不对',
}
