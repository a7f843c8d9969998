/** Article 004: its list of related mechanisms. */
import type { ArticleFault } from '../../../preload/contract/article.ts'

export const compatibilityFaults: ArticleFault[] = [
  {
    id: 'triplet-summary', article: '004', kind: 'claim', mechanism: 'triplet',
    title: { en: 'The three branches of triplet attention', 'zh-CN': '三重注意力的三个分支' },
    found: { en: 'Its branches are described as a global level and levels between and within groups.', 'zh-CN': '把三个分支描述为全局、组间与组内三个层次。' },
    why: { en: 'There are no groups in it. Each branch joins a pair of axes of the map.', 'zh-CN': '其中没有分组；每个分支联系特征图的一对轴。' },
    repaired: { en: 'The pairs are (C, W), (H, C) and (H, W): pooled over the third axis, 7×7 convolution, sigmoid; the mean of the three is taken.', 'zh-CN': '三对轴为 (C, W)、(H, C)、(H, W)：沿第三个轴池化，7×7 卷积，sigmoid，再取三者的平均。' },
    formulas: { found: '\\text{global},\\ \\text{between groups},\\ \\text{within groups}', repaired: 'y = \\tfrac{1}{3}(y_{CW} + y_{HC} + y_{HW})' },
  },
]
