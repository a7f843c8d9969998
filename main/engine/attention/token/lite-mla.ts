/**
 * Lightweight multi-scale attention (Cai et al. ICCV 2023, EfficientViT): queries, keys and values as they are and, for each scale,
 * gathered from a k × k neighbourhood (a depthwise convolution, then a 1 × 1 one within each head) go through linear attention with
 * ReLU features. y = x + BN(W_o[all scales]). Parameters with one scale: 3C² + 3Ck² + 3Cd + 2C² + 2C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { chain } from '../../layers/blocks.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { depthwise } from '../../layers/convolution.ts'
import { dense } from '../../layers/dense.ts'
import { fanInUniform } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul, relu } from '../../tensorflow/kernels/index.ts'
import { kernelised, kernelisedWeights } from '../kernelised.ts'
import { isLaidOut } from '../lines.ts'
import { mechanism, type MapShape } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { toMap, toTokens } from '../tokens.ts'
import { headsOption } from './options.ts'

export interface LiteMlaConfig {
  heads: number
  /** Of all heads of one scale together; the width of the map unless it is given. */
  width?: number
  out?: number
  /** Sides of the neighbourhoods. */
  scales: readonly number[]
  epsilon: number
}

/** A 1 × 1 convolution in groups, as one product of matrices a group: (B, H, W, C) → the same; weights (1, 1, C / groups, C). */
function groupedPointwise(scope: Scope, channels: number, groups: number): Layer {
  const each = channels / groups
  const kernel = scope.weight('kernel', [1, 1, each, channels], fanInUniform(each))
  return (x) => {
    const parts = tf.transpose(tf.reshape(x, [-1, groups, each]), [1, 0, 2])
    const kernels = tf.transpose(tf.reshape(kernel, [each, groups, each]), [1, 0, 2])
    return tf.reshape(tf.transpose(matMul(parts, kernels), [1, 0, 2]), x.shape)
  }
}

/** (B, H, W, C) → (B, H, W, out), without the residual. */
export function liteMultiScaleAttention(scope: Scope, { channels, height, width: columns }: MapShape, { heads, width = channels, out = channels, scales, epsilon }: LiteMlaConfig): Layer {
  const project = dense(scope.child('project'), { in: channels, out: 3 * width, bias: false })
  const gather = scales.map((size, i) => {
    const at = scope.child(`scale${i}`)
    return chain(depthwise(at.child('gather'), { channels: 3 * width, kernel: size }), groupedPointwise(at.child('mix'), 3 * width, 3 * heads))
  })
  const all = heads * (1 + scales.length)
  const join = dense(scope.child('out'), { in: width * (1 + scales.length), out, bias: false })
  const norm = batchNormalization(scope.child('norm'), out)
  const meta: TapMeta = { kind: 'attention', mechanism: 'lite-mla', keyGrid: [height, columns], queryGrid: [height, columns], extra: 0 }
  return (x, ctx) => {
    const batch = x.shape[0]!
    const first = project(x, ctx)
    const scaled = tf.concat([first, ...gather.map((layer) => layer(first, ctx))], 3)
    const perHead = tf.transpose(tf.reshape(scaled, [batch, height * columns, all, -1]), [0, 2, 1, 3])
    const [q, k, v] = tf.split(perHead, 3, 3) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const [queries, keys] = [relu(q), relu(k)]
    if (isLaidOut(ctx, all, height * columns)) ctx.tap(scope.path, kernelisedWeights(queries, keys, epsilon), meta)
    const y = tf.reshape(tf.transpose(kernelised(queries, keys, v, epsilon), [0, 2, 1, 3]), [batch, height, columns, -1])
    return norm(join(y, ctx), ctx)
  }
}

const options = z.strictObject({
  heads: headsOption,
  scale: option(z.literal([3, 5, 7]).default(5), { en: 'Size of the neighbourhood', 'zh-CN': '邻域大小' }),
  epsilon: option(z.number().min(1e-9).max(0.01).default(1e-5), { en: 'Epsilon of the denominator', 'zh-CN': '分母的 ε' }),
})

export const liteMla = mechanism({
  id: 'lite-mla',
  name: { en: 'Multi-scale linear attention', 'zh-CN': '多尺度线性注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Linear attention with ReLU features, once between single places and once between neighbourhoods. Both answers are joined, so that fine and coarse are seen at a cost linear in the places.',
    'zh-CN': '以 ReLU 为特征函数的线性注意力，一次在单个位置之间，一次在邻域之间。两者的回答合并，以随位置数线性增长的代价兼顾细节与大范围。',
  },
  formula: 'y = x + \\mathrm{BN}\\Big(W_o \\big\\Vert_{s,h}\\,\\frac{\\varphi(Q_{s,h})\\,\\varphi(K_{s,h})^\\top V_{s,h}}{\\varphi(Q_{s,h})\\sum_n \\varphi(k_{s,h,n}) + \\varepsilon}\\Big), \\qquad \\varphi = \\mathrm{ReLU}',
  cost: { parameters: '5C^2 + 3k^2C + \\tfrac{3C^2}{h} + 2C', macs: '5NC^2 + 3k^2NC + \\tfrac{7NC^2}{h} + 2NC' },
  paper: { title: 'EfficientViT: Lightweight Multi-Scale Attention for High-Resolution Dense Prediction', authors: 'Cai et al.', venue: 'ICCV', year: 2023, link: 'https://arxiv.org/abs/2205.14756' },
  articles: [],
  showsPlaces: true,
  options,
  check({ heads }, { channels, extra = 0 }) {
    checkHeads(channels, heads)
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'lite-mla' })
  },
  build(scope, { heads, scale, epsilon }, map) {
    const attention = liteMultiScaleAttention(scope, map, { heads, scales: [scale], epsilon })
    return (x, ctx) => tf.add(x, attention(x, ctx))
  },
  replace(scope, { heads, scale, epsilon }, tokens) {
    const attention = liteMultiScaleAttention(scope, tokens, { heads, scales: [scale], epsilon })
    return (x, ctx) => toTokens(attention(toMap(x, tokens.height, tokens.width), ctx))
  },
})
