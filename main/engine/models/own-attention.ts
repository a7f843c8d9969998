/** The multi-head self-attention that a Transformer block has of its own, counted as attention: (B, L, E) → the same. */
import { multiHeadAttention, type MultiHeadConfig } from '../attention/multi-head-attention.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'

export function ownAttention(scope: Scope, config: MultiHeadConfig, meta: TapMeta): Layer {
  const attention = multiHeadAttention(scope, config)
  return (x, ctx) => ctx.named('attention', () => attention(x, x, x, ctx, meta))
}
