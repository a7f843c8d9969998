/**
 * Lambda layer (Bello ICLR 2021): the map around a place is turned into a small matrix, its lambda, which is applied to the query of
 * that place. λ = softmax_N(K)ᵀV + (r × r convolution of V); y = λᵀq for each of h heads of queries, which share keys and values.
 * With head width d and values C/h wide: parameters C(hd + d + C/h) + 2hd + 2C/h + r²d + d.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { truncatedNormal, zeros } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { biasAdd, convolution, matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism, type TokenShape } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { onMap } from './on-map.ts'
import { headsOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  each: option(z.int().min(1).max(128).default(16), { en: 'Width of a head of queries', 'zh-CN': '每个查询头的宽度' }),
  reach: option(z.int().min(1).max(31).default(9).refine((size) => size % 2 === 1, 'it must be odd'), { en: 'Size of the neighbourhood', 'zh-CN': '邻域大小' }, { en: 'Odd.', 'zh-CN': '奇数。' }),
})

/** (B, H·W, C) → the same. */
export function lambdaLayer(scope: Scope, { channels, height, width }: Omit<TokenShape, 'extra'>, { heads, each, reach }: z.infer<typeof options>): Layer {
  const valueWidth = channels / heads
  const project = dense(scope.child('project'), { in: channels, out: heads * each + each + valueWidth, bias: false, kernel: truncatedNormal(channels ** -0.5) })
  const queryNorm = batchNormalization(scope.child('queryNorm'), heads * each)
  const valueNorm = batchNormalization(scope.child('valueNorm'), valueWidth)
  const filter = scope.weight('positions/kernel', [each, reach, reach], truncatedNormal(each ** -0.5))
  const offset = scope.weight('positions/bias', [each], zeros)
  const meta: TapMeta = { kind: 'attention', mechanism: 'lambda', keyGrid: [height, width], queryGrid: null, extra: 0 }
  return (x, ctx) => {
    const batch = x.shape[0]!
    const [asked, known, held] = tf.split(project(x, ctx), [heads * each, each, valueWidth], 2) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const queries = tf.reshape(queryNorm(asked, ctx), [batch, height * width, heads, each])
    const values = valueNorm(held, ctx)
    const keys = softmax(tf.transpose(known, [0, 2, 1]))
    ctx.tap(scope.path, tf.expandDims(keys, 2), meta)
    const content = tf.expandDims(matMul(keys, values), 1)
    // Each channel of the values is convolved by itself, with the same filters: (B · V, H, W, 1) → (B · V, H, W, d).
    const planes = tf.reshape(tf.transpose(values, [0, 2, 1]), [batch * valueWidth, height, width, 1])
    const around = biasAdd(convolution(planes, tf.reshape(tf.transpose(filter, [1, 2, 0]), [reach, reach, 1, each]), { padding: reach >> 1 }), offset)
    const positions = tf.transpose(tf.reshape(around, [batch, valueWidth, height * width, each]), [0, 2, 3, 1])
    return tf.reshape(matMul(queries, tf.add(content, positions)), [batch, height * width, channels])
  }
}

export const lambda = mechanism({
  id: 'lambda',
  name: { en: 'Lambda layer', 'zh-CN': 'Lambda 层' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'What surrounds a place is turned into a small matrix that is applied to what the place asks. No weights between pairs of places are made.',
    'zh-CN': '把一个位置的周围变成一个小矩阵，作用于该位置的查询。不产生位置两两之间的权重。',
  },
  formula: 'y_n = x_n + \\big\\Vert_h\\,\\lambda_n^\\top q_{n,h}, \\qquad \\lambda_n = \\mathrm{softmax}_N(K)^\\top V + \\sum_m e_{m-n} v_m^\\top',
  cost: { parameters: 'C\\big(hd + d + \\tfrac{C}{h}\\big) + 2hd + \\tfrac{2C}{h} + r^2d + d + 2C', macs: 'NC\\big(hd + d + \\tfrac{C}{h}\\big) + \\tfrac{NdC}{h}(1 + r^2) + NdC' },
  paper: { title: 'LambdaNetworks: Modeling Long-Range Interactions without Attention', authors: 'Bello', venue: 'ICLR', year: 2021, link: 'https://arxiv.org/abs/2102.08602' },
  articles: [],
  showsPlaces: true,
  options,
  check({ heads }, { channels, extra = 0 }) {
    checkHeads(channels, heads)
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'lambda' })
  },
  ...onMap<z.infer<typeof options>>((scope, given, tokens) => lambdaLayer(scope, tokens, given)),
})
