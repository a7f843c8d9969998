/**
 * Additive (Bahdanau et al. ICLR 2015): vᵀ tanh(W₁q + W₂k). W₁ and W₂ are the query and key projections that every
 * mechanism here has, so only v is added: one vector a head. It holds all sums at once: (B, heads, Lq · Lk, d).
 */
import { fanInUniform } from '../../layers/initializers.ts'
import { pairScores } from './pairs.ts'
import type { Score } from './score.ts'

export const additive: Score = {
  id: 'additive',
  name: { en: 'Additive, vᵀ tanh(q + k)', 'zh-CN': '加性 vᵀ tanh(q + k)' },
  pairs: true,
  build: (scope, { heads, width }) => {
    const v = scope.weight('v', [heads, width, 1], fanInUniform(width))
    return (queries, keys) => pairScores(queries, keys, v)
  },
}

/** With v all 1, and so without parameters: Keras' AdditiveAttention with use_scale off. */
export const additiveSum: Score = {
  id: 'additive-sum',
  name: { en: 'Additive without weights, Σ tanh(q + k)', 'zh-CN': '加性，无参数 Σ tanh(q + k)' },
  pairs: true,
  build: () => (queries, keys) => pairScores(queries, keys),
}
