/**
 * Concat (Luong et al. EMNLP 2015, eq. 8): vᵀ tanh(W[q; k]), a W (2d, d) and a v (d) a head. W[q; k] = W₁q + W₂k, so
 * the pairs are never put together. It holds all sums at once: (B, heads, Lq · Lk, d).
 */
import * as tf from '@tensorflow/tfjs-core'
import { fanInUniform, ones } from '../../layers/initializers.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import { pairScores } from './pairs.ts'
import type { Score } from './score.ts'

export const concat: Score = {
  id: 'concat',
  name: { en: 'Concat, vᵀ tanh(W[q; k])', 'zh-CN': '拼接 vᵀ tanh(W[q; k])' },
  pairs: true,
  build: (scope, { heads, width, keyWidth = width }) => {
    const fromQuery = scope.weight('W/query', [heads, width, width], fanInUniform(width + keyWidth))
    const fromKey = scope.weight('W/key', [heads, keyWidth, width], fanInUniform(width + keyWidth))
    const v = scope.weight('v', [heads, width, 1], fanInUniform(width))
    return (queries, keys) => pairScores(matMul(queries, fromQuery), matMul(keys, fromKey), v)
  },
}

/** What Keras calls concat: w · Σ tanh(s(q + k)), two learned numbers a head, both from 1 on. */
export const concatScalars: Score = {
  id: 'concat-scalars',
  name: { en: 'Concat with two numbers, w · Σ tanh(s(q + k))', 'zh-CN': '拼接，两个标量 w · Σ tanh(s(q + k))' },
  pairs: true,
  build: (scope, { heads }) => {
    const [inner, outer] = ['scale', 'weight'].map((name) => scope.weight(name, [heads, 1, 1], ones, { decay: false })) as [tf.Variable, tf.Variable]
    return (queries, keys) => tf.mul(outer, pairScores(tf.mul(queries, inner), tf.mul(keys, inner)))
  },
}
