/**
 * Mobile multi-query attention (Qin et al. ECCV 2024, MobileNetV4; multi-query from Shazeer 1911.02150): h heads of queries
 * share one head of keys and values, which are read from a map thinned out by a strided depthwise convolution.
 * y = x + attention(BN x). With stride: parameters 2C² + 2C²/h + 2k²C + 6C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { chain } from '../../layers/blocks.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { convolvedLength, depthwise } from '../../layers/convolution.ts'
import { constant } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { mechanism, type MapShape } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads, multiHeadAttention, type MultiHeadConfig } from '../multi-head-attention.ts'
import { toMap, toTokens } from '../tokens.ts'
import { dropoutOption, headsOption, scoreOption } from './options.ts'

export interface MultiQueryConfig extends Pick<MultiHeadConfig, 'heads' | 'score' | 'dropout' | 'bias' | 'out'> {
  /** Of the queries and of the values, all heads together; the width of the map unless they are given. */
  width?: number
  valuesOut?: number
  stride: number
  kernel: number
}

/** Keys of one axis. */
const thinned = (length: number, kernel: number, stride: number) => (stride === 1 ? length : convolvedLength(length, kernel, stride))

/** The attention alone: (B, H, W, C) → (B, H, W, out). */
export function multiQueryAttention(scope: Scope, { channels, height, width }: MapShape, { stride, kernel, bias = false, ...config }: MultiQueryConfig): Layer {
  const thin = (name: string): Layer => {
    if (stride === 1) return (x) => x
    const at = scope.child(name)
    // It begins as a mean over the window: from random kernels it would have to find back to what the map holds.
    return chain(depthwise(at.child('thin'), { channels, kernel, stride, initializer: constant(1 / kernel ** 2) }), batchNormalization(at.child('thinNorm'), channels))
  }
  const [thinKeys, thinValues] = [thin('key'), thin('value')]
  const attention = multiHeadAttention(scope, { width: channels, ...config, keyValueHeads: 1, queryWidth: channels, keyWidth: channels, valueWidth: channels, out: config.out ?? channels, bias, outBias: bias })
  const meta: TapMeta = { kind: 'attention', mechanism: 'multi-query', keyGrid: [thinned(height, kernel, stride), thinned(width, kernel, stride)], queryGrid: [height, width], extra: 0 }
  return (x, ctx) => toMap(attention(toTokens(x), toTokens(thinKeys(x, ctx)), toTokens(thinValues(x, ctx)), ctx, meta), height, width)
}

export const multiQuery = mechanism({
  id: 'multi-query',
  name: { en: 'Mobile multi-query attention', 'zh-CN': '移动端多查询注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'All heads ask in their own way, but share one set of keys and values, read from a thinned-out map. It keeps most of what multi-head attention does at a fraction of its memory.',
    'zh-CN': '各个头以自己的方式提问，但共用一组键和值，且键值取自稀疏后的特征图。它以很小的内存保留多头注意力的大部分能力。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K^\\top}{\\sqrt{d}}\\right) V, \\qquad K = W_k\\,\\mathrm{DW}_s(x),\\; V = W_v\\,\\mathrm{DW}_s(x)',
  cost: { parameters: '2C^2 + \\tfrac{2C^2}{h} + 2k^2C + 6C', macs: '2NC^2 + \\tfrac{2NC^2}{hs^2} + \\tfrac{2k^2NC}{s^2} + \\tfrac{2N^2C}{s^2}' },
  paper: { title: 'MobileNetV4: Universal Models for the Mobile Ecosystem', authors: 'Qin et al.', venue: 'ECCV', year: 2024, link: 'https://arxiv.org/abs/2404.10518' },
  articles: [{
    article: '000',
    says: { en: 'Names lightweight design as a way to improve key-value attention, without code.', 'zh-CN': '把“轻量化设计”列为键值对注意力的优化策略，没有给出代码。' },
  }],
  showsPlaces: true,
  options: z.strictObject({
    heads: headsOption,
    score: scoreOption,
    stride: option(z.int().min(1).max(4).default(2), { en: 'Stride of keys and values', 'zh-CN': '键和值的步长' }),
    kernel: option(z.literal([3, 5, 7]).default(3), { en: 'Kernel of the thinning', 'zh-CN': '稀疏卷积的核' }),
    dropout: dropoutOption,
  }),
  check({ heads, score, stride, kernel }, { channels, height, width, extra = 0 }) {
    checkHeads(channels, heads)
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'multi-query' })
    const [rows, columns] = [height, width].map((length) => thinned(length, kernel, stride)) as [number, number]
    checkPairs({ queries: height * width, keys: rows * columns, heads, width: channels, score })
  },
  build(scope, options, input) {
    const norm = batchNormalization(scope.child('norm'), input.channels)
    const attention = multiQueryAttention(scope, input, options)
    return (x, ctx) => tf.add(x, attention(norm(x, ctx), ctx))
  },
  replace(scope, options, input) {
    const attention = multiQueryAttention(scope, input, options)
    return (x, ctx) => toTokens(attention(toMap(x, input.height, input.width), ctx))
  },
})
