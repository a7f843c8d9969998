/**
 * Attention pooling of CLIP (Radford et al. ICML 2021): the mean of the tokens, or a learned token, stands before them, a learned
 * position is added to each, and that first token asks them all. (B, N, C) → (B, out).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Context, TapMeta } from '../layers/context.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { classAttention } from './class-attention.ts'
import { prepend } from './tokens.ts'
import type { MultiHeadConfig } from './multi-head-attention.ts'

export interface AttentionPoolConfig extends MultiHeadConfig {
  /** N, so many positions and one more. */
  places: number
  /** What asks. */
  query: 'mean' | 'learned'
}

export function attentionPool(scope: Scope, { places, query, ...config }: AttentionPoolConfig): (x: tf.Tensor, ctx: Context, meta: TapMeta) => tf.Tensor {
  const { queryWidth = config.width } = config
  const start = truncatedNormal(queryWidth ** -0.5)
  const token = query === 'learned' ? scope.weight('token', [1, 1, queryWidth], start, { decay: false }) : null
  const position = scope.weight('position', [1, 1 + places, queryWidth], start, { decay: false })
  const attention = classAttention(scope, config)
  return (x, ctx, meta) => {
    const sequence = token ? prepend(token, x) : tf.concat([tf.mean(x, 1, true), x], 1)
    return tf.squeeze(attention(tf.add(sequence, position), ctx, meta), [1])
  }
}
