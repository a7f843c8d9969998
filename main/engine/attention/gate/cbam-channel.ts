/** The channel half of CBAM alone (Woo et al. ECCV 2018, table 1): SE with the largest value beside the mean. Parameters 2C²/r + C/r + C. */
import { z } from 'zod'
import { mechanism } from '../mechanism.ts'
import { channelHalf, channelOptions } from './cbam-parts.ts'
import { checkReduction } from './parts.ts'

export const cbamChannel = mechanism({
  id: 'cbam-channel',
  name: { en: 'CBAM, channels only', 'zh-CN': 'CBAM 的通道部分' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'The first half of CBAM: channels are turned up or down by their mean and by their largest value, through the same two layers. It weighs no places.',
    'zh-CN': 'CBAM 的前一半：按各通道的均值和最大值，经同样的两层调高或调低通道。不衡量位置。',
  },
  formula: 'y = x \\cdot \\sigma\\big(\\mathrm{mlp}(\\mathrm{mean}_N x) + \\mathrm{mlp}(\\max\\nolimits_N x)\\big)',
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{C}{r} + C', macs: '\\tfrac{4C^2}{r}' },
  paper: { title: 'CBAM: Convolutional Block Attention Module', authors: 'Woo et al.', venue: 'ECCV', year: 2018, link: 'https://arxiv.org/abs/1807.06521' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject(channelOptions),
  check({ reduction }, { channels }) {
    checkReduction('cbam-channel', reduction, channels)
  },
  build(scope, options, { channels }) {
    return channelHalf(scope, options, channels)
  },
})
