/** CBAM (Woo et al. ECCV 2018): the channel half, then the spatial half. Parameters 2C²/r + C/r + C + 100, as the authors' code has it. */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { mechanism } from '../mechanism.ts'
import { channelHalf, channelOptions, placeHalf, placeOptions } from './cbam-parts.ts'
import { checkReduction } from './parts.ts'

export const cbam = mechanism({
  id: 'cbam',
  name: { en: 'CBAM', 'zh-CN': 'CBAM 卷积块注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Turns channels up or down first, then places, each by their mean and their largest value. The gate over places is drawn over the image.',
    'zh-CN': '先调节各通道，再调节各位置，依据都是均值和最大值。位置上的门可绘制在图像上。',
  },
  formula: "x' = x \\cdot \\sigma\\big(\\mathrm{mlp}(\\mathrm{mean}_N x) + \\mathrm{mlp}(\\max\\nolimits_N x)\\big), \\quad y = x' \\cdot \\sigma\\big(\\mathrm{BN}(\\mathrm{conv}_{7\\times 7}[\\mathrm{mean}_C\\, x', \\max\\nolimits_C x'])\\big)",
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{C}{r} + C + 2k^2 + 2', macs: '\\tfrac{4C^2}{r} + 2k^2N' },
  paper: { title: 'CBAM: Convolutional Block Attention Module', authors: 'Woo et al.', venue: 'ECCV', year: 2018, link: 'https://arxiv.org/abs/1807.06521' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    ...channelOptions, ...placeOptions,
    residual: option(z.boolean().default(false), { en: 'Add the map itself', 'zh-CN': '加上原特征图' }, { en: 'Not in the paper; some implementations add x to the result.', 'zh-CN': '论文没有，部分实现会把 x 加到结果上。' }),
  }),
  check({ reduction }, { channels }) {
    checkReduction('cbam', reduction, channels)
  },
  build(scope, options, { channels }) {
    const ofChannels = channelHalf(scope.child('channels'), options, channels)
    const ofPlaces = placeHalf(scope.child('places'), options, 'cbam')
    return (x, ctx) => {
      const y = ofPlaces(ofChannels(x, ctx), ctx)
      return options.residual ? tf.add(x, y) : y
    }
  },
})
