/** The position encoding of a Transformer, which acts once on its tokens or, inside the attention, in every block. */
import { placing, positions, type PositionId } from '../attention/positions/catalogue.ts'
import type { HeadPosition, HeadShape, PositionShape } from '../attention/positions/position.ts'
import type { Layer } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'

export interface BlockPosition {
  /** (B, extra + N, C) → the same. */
  tokens(scope: Scope): Layer
  /** For the attention of one block, on that attention's scope. */
  heads(scope: Scope): HeadPosition
}

export function blockPosition(id: PositionId, shape: PositionShape & HeadShape): BlockPosition {
  const onTokens = positions[id].applies === 'tokens'
  return {
    tokens: (scope) => (onTokens ? placing(scope, id, shape).tokens : (x) => x),
    heads: (scope) => (onTokens ? {} : placing(scope, id, shape).heads),
  }
}
