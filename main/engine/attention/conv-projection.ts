/**
 * Attention with convolutional projections (Wu et al. ICCV 2021, CvT): queries, keys and values are each read from the map through a
 * depthwise convolution and a batch normalisation, keys and values with a stride. Tokens that are no places (CLS) pass by it.
 */
import * as tf from '@tensorflow/tfjs-core'
import { chain } from '../layers/blocks.ts'
import type { Context, Layer, TapMeta } from '../layers/context.ts'
import { convolvedLength, depthwise } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { batchNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { matMul } from '../tensorflow/kernels/index.ts'
import { attend } from './attend.ts'
import type { TokenShape } from './mechanism.ts'
import { joinHeads, splitHeads, toMap, toTokens } from './tokens.ts'

export interface ConvProjectionConfig {
  heads: number
  /** Of all heads together; the width of the tokens unless it is given. */
  width?: number
  kernel: number
  /** Of keys and values. */
  stride: number
  bias: boolean
  /** The score is divided by the root of the width of a head, or of all of them together, as the authors' code does. */
  scale: 'head' | 'width'
  /** Keys and values are read through the same convolution. */
  shared?: boolean
  /** false: the heads are only joined. */
  output?: boolean
  dropout?: number
}

export const projectedGrid = ({ kernel, stride }: Pick<ConvProjectionConfig, 'kernel' | 'stride'>, height: number, width: number): [number, number] =>
  [convolvedLength(height, kernel, stride), convolvedLength(width, kernel, stride)]

/** (B, extra + H·W, C) → (B, extra + H'·W', C). */
function reader(scope: Scope, { channels, height, width, extra }: TokenShape, kernel: number, stride: number): Layer {
  const read = chain(depthwise(scope.child('convolution'), { channels, kernel, stride }), batchNormalization(scope.child('norm'), channels))
  return (x, ctx) => {
    const places = extra ? tf.slice(x, [0, extra, 0], [-1, -1, -1]) : x
    const y = toTokens(read(toMap(places, height, width), ctx))
    return extra ? tf.concat([tf.slice(x, [0, 0, 0], [-1, extra, -1]), y], 1) : y
  }
}

/** (B, extra + H·W, C) → the same. */
export function convProjectionAttention(scope: Scope, tokens: TokenShape, config: ConvProjectionConfig): Layer {
  const { channels, height, width: columns, extra } = tokens
  const { heads, width = channels, kernel, stride, bias, scale, shared = false, output = true } = config
  const initial = truncatedNormal(0.02)
  const readQueries = reader(scope.child('query'), tokens, kernel, 1)
  const readKeys = reader(scope.child('key'), tokens, kernel, stride)
  const readValues = shared ? null : reader(scope.child('value'), tokens, kernel, stride)
  const project = (name: string) => dense(scope.child(name), { in: channels, out: width, bias, kernel: initial })
  const [query, key, value] = [project('query'), project('key'), project('value')]
  const out = output ? dense(scope.child('out'), { in: width, out: channels, kernel: initial }) : null
  const factor = (scale === 'head' ? width / heads : width) ** -0.5
  const score = (queries: tf.Tensor, keys: tf.Tensor) => matMul(tf.mul(queries, factor), keys, { transposeB: true })
  const drop = dropoutLayer(scope, config.dropout ?? 0)
  const meta: TapMeta = { kind: 'attention', mechanism: 'convolutional-projection', keyGrid: projectedGrid(config, height, columns), queryGrid: [height, columns], extra }
  return (x, ctx: Context) => {
    const keys = readKeys(x, ctx)
    const heard = (y: tf.Tensor, layer: Layer) => splitHeads(layer(y, ctx), heads)
    const y = joinHeads(attend(heard(readQueries(x, ctx), query), heard(keys, key), heard(readValues ? readValues(x, ctx) : keys, value), ctx, { path: scope.path, meta, score, drop }))
    return out ? out(y, ctx) : y
  }
}
