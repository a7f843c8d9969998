/** Spatial-reduction attention on a map (Wang et al. ICCV 2021, PVT; CVMJ 2022, PVT v2). */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { reducedGrid, spatialReductionAttention } from '../spatial-reduction.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'
import { biasOption, dropoutOption, headsOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  form: option(z.enum(['convolution', 'pooled']).default('convolution'), { en: 'Keys and values from', 'zh-CN': '键和值取自' }, undefined, {
    convolution: { en: 'A strided convolution', 'zh-CN': '带步长的卷积' },
    pooled: { en: 'The map pooled to 7 × 7 (linear)', 'zh-CN': '池化到 7 × 7 的特征图（线性）' },
  }),
  reduction: option(z.int().min(1).max(16).default(2), { en: 'Reduction of each side', 'zh-CN': '每条边的缩减倍数' }, { en: 'Of the strided convolution; 1 = none.', 'zh-CN': '用于带步长的卷积；1 表示不缩减。' }),
  position: tokenPositionOption('sine-2d'),
  bias: biasOption,
  dropout: dropoutOption,
})

export const spatialReduction = mechanism({
  id: 'spatial-reduction',
  name: { en: 'Spatial-reduction attention', 'zh-CN': '空间缩减注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Every place asks, but a smaller copy of the map answers, made by a strided convolution or by pooling. The cost falls by the square of the reduction.',
    'zh-CN': '每个位置都提问，但由带步长的卷积或池化得到的较小特征图来回答。代价按缩减倍数的平方下降。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{d_h}}\\right) V_h, \\qquad K = W_k\\,\\mathrm{LN}(W_R * x),\\; V = W_v\\,\\mathrm{LN}(W_R * x)',
  cost: { parameters: '4C^2 + R^2C^2 + 9C', macs: '3NC^2 + \\tfrac{2NC^2}{R^2} + \\tfrac{2N^2C}{R^2}' },
  paper: { title: 'PVT v2: Improved Baselines with Pyramid Vision Transformer', authors: 'Wang et al.', venue: 'CVMJ', year: 2022, link: 'https://arxiv.org/abs/2106.13797' },
  articles: [],
  showsPlaces: true,
  options,
  check({ heads, form, reduction, position }, { channels, height, width, extra = 0 }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
    const [rows, columns] = reducedGrid({ form, reduction }, height, width)
    if (!rows || !columns) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'spatial-reduction', needed: reduction, height, width })
    checkPairs({ queries: extra + height * width, keys: extra + rows * columns, heads, width: channels })
  },
  ...onMap<z.infer<typeof options>>((scope, { position, ...config }, tokens) => placed(scope, position, tokens, spatialReductionAttention(scope, tokens, config))),
})
