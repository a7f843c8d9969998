/**
 * Attention of LeViT (Graham et al. ICCV 2021): softmax(QKᵀ/√d + b)V with a learned bias for each head and each distance
 * (|Δrow|, |Δcolumn|), values wider than keys, batch normalisation after each projection, and an activation before the last one.
 * With a stride the queries are every other place of the map, which so gets smaller.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Activation } from '../layers/activation.ts'
import { activations } from '../layers/activation.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { truncatedNormal, zeros, type Initializer } from '../layers/initializers.ts'
import { batchNormalization } from '../layers/normalization.ts'
import { subsample } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { matMul } from '../tensorflow/kernels/index.ts'
import { attend } from './attend.ts'
import type { MapShape } from './mechanism.ts'
import { biasOfTable } from './positions/relative.ts'
import { joinHeads, splitHeads, toMap, toTokens } from './tokens.ts'

/** Dense without bias, then batch normalisation. */
export function denseNorm(scope: Scope, width: number, out: number, gamma?: Initializer): Layer {
  return chain(dense(scope, { in: width, out, bias: false, kernel: truncatedNormal(0.02) }), batchNormalization(scope.child('norm'), out, { gamma }))
}

/** x along the axis from its far end back to its start, and forth again: index i becomes |i − (n − 1)|. */
function mirrored(x: tf.Tensor, axis: number): tf.Tensor {
  if (x.shape[axis] === 1) return x
  const rest = tf.slice(x, x.shape.map((_, i) => (i === axis ? 1 : 0)))
  return tf.concat([tf.reverse(rest, axis), x], axis)
}

/** Biases (heads, H·W) of every distance → (heads, queries, H·W), the queries every `stride`-th row and column. */
function biasesOf(biases: tf.Tensor, height: number, width: number, stride: number): tf.Tensor {
  const heads = biases.shape[0]!
  const table = tf.transpose(tf.reshape(biases, [heads, height, width]), [1, 2, 0])
  const every = biasOfTable(mirrored(mirrored(table, 0), 1), height, width)
  if (stride === 1) return every
  return tf.reshape(subsample(tf.reshape(every, [heads, height, width, height * width]), stride), [heads, -1, height * width])
}

export interface LevitAttentionConfig {
  heads: number
  /** Of a query and a key, and of a value, of one head. */
  keyWidth: number
  valueWidth: number
  activation: Activation
  out: number
  stride: 1 | 2
  /** First gamma of the last normalisation; zeros makes a branch start as nothing. */
  gamma?: Initializer
}

/** (B, H·W, C) → (B, H'·W', out). */
export function levitAttention(scope: Scope, { channels, height, width }: MapShape, config: LevitAttentionConfig): Layer {
  const { heads, keyWidth, valueWidth, activation, out, stride, gamma } = config
  const askedTogether = stride === 1
  const project = denseNorm(scope.child(askedTogether ? 'qkv' : 'kv'), channels, heads * ((askedTogether ? 2 : 1) * keyWidth + valueWidth))
  const ask = askedTogether ? null : denseNorm(scope.child('query'), channels, heads * keyWidth)
  const biases = scope.weight('biases', [heads, height * width], zeros, { decay: false })
  const join = denseNorm(scope.child('out'), heads * valueWidth, out, gamma)
  const score = (queries: tf.Tensor, keys: tf.Tensor) => matMul(tf.mul(queries, keyWidth ** -0.5), keys, { transposeB: true })
  const meta: TapMeta = { kind: 'attention', mechanism: 'levit', keyGrid: [height, width], queryGrid: [Math.ceil(height / stride), Math.ceil(width / stride)], extra: 0 }
  return (x, ctx) => {
    const parts = tf.split(splitHeads(project(x, ctx), heads), [...(ask ? [] : [keyWidth]), keyWidth, valueWidth], 3)
    const [keys, values] = parts.slice(-2) as [tf.Tensor, tf.Tensor]
    const queries = ask ? splitHeads(ask(toTokens(subsample(toMap(x, height, width), stride)), ctx), heads) : parts[0]!
    const answers = joinHeads(attend(queries, keys, values, ctx, { path: scope.path, meta, score, bias: biasesOf(biases, height, width, stride) }))
    return join(activations[activation](answers), ctx)
  }
}
