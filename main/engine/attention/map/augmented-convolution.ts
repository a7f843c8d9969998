/**
 * Attention-augmented convolution (Bello et al. ICCV 2019, §3.2): the channels of a 3×3 convolution and those of multi-head attention
 * beside each other, [conv(x), attention(x)], with queries, keys and values of a share κ and υ of the channels and relative positions
 * of rows and columns. Parameters 9C(C − dᵥ) + C(2dₖ + dᵥ) + dᵥ², the biases of the attention 2dₖ + 2dᵥ, (2H + 2W − 2)dₖ/h of the position, 2C of the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { convolve } from '../../layers/convolution.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { positionIds, positionNames } from '../positions/catalogue.ts'
import { checkSelfAttention, selfAttention } from '../self-attention.ts'
import { toMap, toTokens } from '../tokens.ts'
import { onMap } from '../token/on-map.ts'
import { dropoutOption, headsOption } from '../token/options.ts'

const share = z.number().min(0.05).max(0.9).default(0.25)

const options = z.strictObject({
  heads: headsOption,
  keys: option(share, { en: 'Share of queries and keys', 'zh-CN': '查询与键所占比例' }, { en: 'Of the channels, κ; rounded down to a multiple of the heads.', 'zh-CN': '占通道数的比例 κ；向下取为头数的倍数。' }),
  values: option(share, { en: 'Share of the attention', 'zh-CN': '注意力所占比例' }, { en: 'Of the channels, υ; the convolution makes the rest.', 'zh-CN': '占通道数的比例 υ；其余由卷积产生。' }),
  position: option(z.enum(positionIds).default('bot-scaled'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
  dropout: dropoutOption,
})
type Options = z.infer<typeof options>

/** Of that share of the channels, a multiple of the heads. */
const widthOf = (channels: number, part: number, heads: number) => Math.max(1, Math.floor((channels * part) / heads)) * heads

const attentionOf = ({ heads, keys, values, position, dropout }: Options, channels: number) => {
  const valuesOut = widthOf(channels, values, heads)
  return { heads, position, dropout, width: widthOf(channels, keys, heads), valuesOut, out: valuesOut, mechanism: 'augmented-convolution' }
}

export const augmentedConvolution = mechanism({
  id: 'augmented-convolution',
  name: { en: 'Attention-augmented convolution', 'zh-CN': '注意力增强卷积' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Most channels are made by a 3 × 3 convolution and the rest by attention over the whole map, side by side. So the network keeps what convolutions are good at and can still look far.',
    'zh-CN': '大部分通道由 3 × 3 卷积产生，其余由对整张特征图的注意力产生，两者并列。这样网络保留卷积的长处，又能看到远处。',
  },
  formula: 'y = x + \\Big[\\mathrm{conv}_{3\\times 3}(x),\\; W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\Big(\\frac{Q_h K_h^\\top + S^{\\mathrm{rows}}_h + S^{\\mathrm{columns}}_h}{\\sqrt{d_k/h}}\\Big) V_h\\Big]',
  cost: { parameters: '9C(C - d_v) + C(2d_k + d_v) + d_v^2 + 2d_k + 2d_v + \\tfrac{(2H+2W-2)\\,d_k}{h} + 2C', macs: 'N\\big(9C(C - d_v) + C(2d_k + d_v) + d_v^2\\big) + N^2(d_k + d_v) + N(2H+2W-2)\\,d_k' },
  paper: { title: 'Attention Augmented Convolutional Networks', authors: 'Bello et al.', venue: 'ICCV', year: 2019, link: 'https://arxiv.org/abs/1904.09925' },
  articles: [{ article: '002', says: { en: 'Names mixing convolutions with self-attention as a strategy.', 'zh-CN': '把卷积与自注意力的结合列为一种策略。' } }],
  showsPlaces: true,
  options,
  check(given, { extra = 0, ...map }) {
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'augmented-convolution' })
    checkHeads(map.channels, given.heads)
    const attention = attentionOf(given, map.channels)
    if (attention.valuesOut >= map.channels) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'augmented-convolution', channels: map.channels, needed: attention.valuesOut + 1 })
    checkSelfAttention(map, attention)
  },
  ...onMap<Options>((scope, given, { channels, height, width }) => {
    const config = attentionOf(given, channels)
    const convolution = convolve(scope.child('convolution'), { in: channels, out: channels - config.valuesOut, kernel: 3 })
    const attention = selfAttention(scope, { channels, height, width, extra: 0 }, config)
    return (x, ctx) => tf.concat([toTokens(convolution(toMap(x, height, width), ctx)), attention(x, ctx)], 2)
  }),
})
