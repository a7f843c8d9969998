/** What additive and concat scores share: a sum for every pair of a query and a key, tanh, and a sum over its d numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../../tensorflow/kernels/index.ts'

/** Σ over d of v · tanh(q + k). q (B, heads, Lq, d), k (B, heads, Lk, d); v (heads, d, 1), all 1 where it is missing → (B, heads, Lq, Lk). */
export function pairScores(queries: tf.Tensor, keys: tf.Tensor, v?: tf.Tensor): tf.Tensor {
  const [batch, heads, lq, width] = queries.shape as [number, number, number, number]
  const lk = keys.shape[2]!
  const bent = tf.reshape(tf.tanh(tf.add(tf.expandDims(queries, 3), tf.expandDims(keys, 2))), [batch, heads, lq * lk, width])
  return tf.reshape(v ? matMul(bent, tf.expandDims(v, 0)) : tf.sum(bent, -1), [batch, heads, lq, lk])
}
