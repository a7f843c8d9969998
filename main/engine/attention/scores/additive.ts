/**
 * Additive (Bahdanau et al. ICLR 2015): vᵀ tanh(W₁q + W₂k). W₁ and W₂ are the query and key projections that every
 * mechanism here has, so only v is added: one vector a head. It holds all sums at once: (B, heads, Lq · Lk, d).
 */
import * as tf from '@tensorflow/tfjs-core'
import { fanInUniform } from '../../layers/initializers.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

export const additive: Score = {
  id: 'additive',
  name: { en: 'Additive', 'zh-CN': '加性' },
  build: (scope, { heads, width }) => {
    const v = scope.weight('v', [heads, width, 1], fanInUniform(width))
    return (queries, keys) => {
      const [batch, , lq] = queries.shape as [number, number, number, number]
      const lk = keys.shape[2]!
      const sums = tf.add(tf.expandDims(queries, 3), tf.expandDims(keys, 2))
      const pairs = tf.reshape(tf.tanh(sums), [batch, heads, lq * lk, width])
      return tf.reshape(matMul(pairs, tf.expandDims(v, 0)), [batch, heads, lq, lk])
    }
  },
}
