/** The spatial half of CBAM alone (Woo et al. ECCV 2018, table 2). 100 parameters with a 7 × 7 kernel. */
import { z } from 'zod'
import { mechanism } from '../mechanism.ts'
import { placeHalf, placeOptions } from './cbam-parts.ts'

export const cbamSpatial = mechanism({
  id: 'cbam-spatial',
  name: { en: 'CBAM, places only', 'zh-CN': 'CBAM 的空间部分' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'The second half of CBAM: places are turned up or down by a 7 × 7 convolution over the mean and the largest of their channels. It is drawn over the image.',
    'zh-CN': 'CBAM 的后一半：对各位置通道的均值和最大值做 7 × 7 卷积，调高或调低各位置。可绘制在图像上。',
  },
  formula: 'y = x \\cdot \\sigma\\big(\\mathrm{BN}(\\mathrm{conv}_{k\\times k}[\\mathrm{mean}_C\\, x, \\max\\nolimits_C x])\\big)',
  cost: { parameters: '2k^2 + 2', macs: '2k^2N' },
  paper: { title: 'CBAM: Convolutional Block Attention Module', authors: 'Woo et al.', venue: 'ECCV', year: 2018, link: 'https://arxiv.org/abs/1807.06521' },
  articles: [{
    article: '001',
    says: { en: 'Says that YOLOv4 detects better through attention.', 'zh-CN': '称 YOLOv4 引入注意力后检测更准。' },
    wrong: { en: 'The configuration that YOLOv4 was released with holds no attention. A variant of it has a spatial gate changed from this one: a gate for every value, by one convolution and without pooling.', 'zh-CN': 'YOLOv4 发布的配置中没有注意力。它的一个变体含有由此改来的空间门：不做池化，用一个卷积给每个值一个门。' },
  }],
  showsPlaces: true,
  options: z.strictObject(placeOptions),
  check() {},
  build(scope, options) {
    return placeHalf(scope, options, 'cbam-spatial')
  },
})
