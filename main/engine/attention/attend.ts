/** The common core softmax(score) V: masked, dropped out and tapped. */
import * as tf from '@tensorflow/tfjs-core'
import type { Context, TapMeta } from '../layers/context.ts'
import { matMul, softmax } from '../tensorflow/kernels/index.ts'

export interface Masks {
  /** 1 = may attend, 0 = may not; broadcasts to (B, heads, Lq, Lk). */
  mask?: tf.Tensor
  /** Added to the scores; broadcasts likewise. */
  bias?: tf.Tensor
}

/** Finite, since a row of −infinity alone would be NaN after the softmax. */
const EXCLUDED = -1e9

/** Softmax over the keys. A query that may attend to nothing gets weights 0 rather than NaN. */
function attentionWeights(scores: tf.Tensor, { mask, bias }: Masks = {}): tf.Tensor {
  const biased = bias ? tf.add(scores, bias) : scores
  if (!mask) return softmax(biased)
  return tf.mul(softmax(tf.add(biased, tf.mul(tf.sub(1, mask), EXCLUDED))), mask)
}

export interface Attended extends Masks {
  /** Of the layer, under which its weights are handed out. */
  path: string
  meta: TapMeta
  score: (queries: tf.Tensor, keys: tf.Tensor) => tf.Tensor
  /** Applied to the weights in training. */
  drop?: (weights: tf.Tensor, ctx: Context) => tf.Tensor
  /** Exchange among the heads, (B, heads, Lq, Lk) → the same, before and after the softmax. */
  talk?: Record<'scores' | 'weights', (x: tf.Tensor) => tf.Tensor>
}

/** q (B, heads, Lq, d), k (B, heads, Lk, d), v (B, heads, Lk, dv) → (B, heads, Lq, dv). */
export function attend(queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, ctx: Context, parts: Attended): tf.Tensor {
  const { talk, drop } = parts
  const scores = parts.score(queries, keys)
  const weights = attentionWeights(talk ? talk.scores(scores) : scores, parts)
  ctx.tap(parts.path, weights, parts.meta)
  const mixed = talk ? talk.weights(weights) : weights
  return matMul(drop ? drop(mixed, ctx) : mixed, values)
}
