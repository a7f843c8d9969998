/** Multi-head self-attention among the tokens of a map, with a position encoding: (B, extra + N, C) → the same. No norm and no residual. */
import type { Layer, TapMeta } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'
import type { TokenShape } from './mechanism.ts'
import { checkPairs } from './memory.ts'
import { checkHeads, multiHeadAttention, type MultiHeadConfig } from './multi-head-attention.ts'
import { checkPosition, placing, type PositionId } from './positions/catalogue.ts'

export interface SelfAttentionConfig extends Omit<MultiHeadConfig, 'width' | 'position'> {
  /** Of the mechanism, for its maps. */
  mechanism: string
  position: PositionId
  /** E; the width of the tokens unless it is given. */
  width?: number
}

/** Throws when such tokens cannot be attended to. */
export function checkSelfAttention({ channels, height, width, extra = 0 }: Omit<TokenShape, 'extra'> & { extra?: number }, config: Omit<SelfAttentionConfig, 'mechanism'>): void {
  const { width: inner = channels, heads, keyValueHeads, position, score } = config
  checkHeads(inner, heads, keyValueHeads)
  checkPosition(position, channels, inner / heads)
  const length = extra + height * width
  checkPairs({ queries: length, keys: length, heads, width: inner, score })
}

export function selfAttention(scope: Scope, { channels, height, width, extra }: TokenShape, { mechanism, position, ...config }: SelfAttentionConfig): Layer {
  const each = (config.width ?? channels) / config.heads
  const place = placing(scope, position, { height, width, channels, extra, heads: config.heads, each })
  const attention = multiHeadAttention(scope, { width: channels, queryWidth: channels, keyWidth: channels, valueWidth: channels, out: channels, ...config, position: place.heads })
  const meta: TapMeta = { kind: 'attention', mechanism, keyGrid: [height, width], queryGrid: [height, width], extra }
  return (x, ctx) => {
    const tokens = place.tokens(x, ctx)
    return attention(tokens, tokens, tokens, ctx, meta)
  }
}
