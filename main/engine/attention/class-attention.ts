/**
 * Class attention (Touvron et al. ICCV 2021, CaiT; also the exchange of CrossViT, Chen et al. ICCV 2021): the first token alone
 * asks, the whole sequence answers. (B, 1 + N, C) → (B, 1, C); N + 1 scores a head instead of (N + 1)².
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Context, TapMeta } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'
import { multiHeadAttention, type MultiHeadConfig } from './multi-head-attention.ts'
import { firstToken } from './tokens.ts'

export type ClassAttention = (sequence: tf.Tensor, ctx: Context, meta: TapMeta) => tf.Tensor

export function classAttention(scope: Scope, config: MultiHeadConfig): ClassAttention {
  const attention = multiHeadAttention(scope, config)
  return (sequence, ctx, meta) => attention(firstToken(sequence), sequence, sequence, ctx, meta)
}

/** How its weights lie over a map: one query, and the class token as the first key. */
export const classMeta = (mechanism: string, height: number, width: number): TapMeta => ({ kind: 'attention', mechanism, keyGrid: [height, width], queryGrid: null, extra: 1 })
