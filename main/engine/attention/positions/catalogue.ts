/** All position encodings. */
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer } from '../../layers/context.ts'
import type { Scope } from '../../layers/scope.ts'
import { bot, botScaled } from './bot.ts'
import { conditional } from './conditional.ts'
import { continuousBias } from './continuous-bias.ts'
import { learned } from './learned.ts'
import { none } from './none.ts'
import type { HeadPosition, HeadShape, Position, PositionShape } from './position.ts'
import { relativeBias } from './relative-bias.ts'
import { rope1d, rope2d, rope2dPixel } from './rotary.ts'
import { sine1d } from './sine-1d.ts'
import { sine2d, sine2dDetr, sine2dSimple } from './sine-2d.ts'

/** Those that act on the tokens, before anything is projected: these suit any mechanism. */
export const tokenPositions = { none, learned, 'sine-2d': sine2d, 'sine-2d-simple': sine2dSimple, 'sine-2d-detr': sine2dDetr, 'sine-1d': sine1d, conditional }

export const positions = {
  ...tokenPositions,
  'relative-bias': relativeBias, 'continuous-bias': continuousBias, bot, 'bot-scaled': botScaled,
  'rope-2d': rope2d, 'rope-2d-pixel': rope2dPixel, 'rope-1d': rope1d,
} satisfies Record<string, Position>
export type PositionId = keyof typeof positions
export type TokenPositionId = keyof typeof tokenPositions
/** Names of some of them, for a form. */
export const positionNames = (ids: readonly PositionId[]) => Object.fromEntries(ids.map((id) => [id, positions[id].name]))
export const positionIds = Object.keys(positions) as [PositionId, ...PositionId[]]
export const tokenPositionIds = Object.keys(tokenPositions) as [TokenPositionId, ...TokenPositionId[]]

/** Throws when tokens of this width, or heads of a width of `each`, cannot carry the encoding. */
export function checkPosition(id: PositionId, channels: number, each = channels): void {
  const { multiple, applies } = positions[id]
  if (applies === 'queries-keys' && each % multiple) throw new FoveaError('invalid', 'engine.position-head-width', { position: id, width: each, multiple })
  if (applies !== 'queries-keys' && channels % multiple) throw new FoveaError('invalid', 'engine.position-width', { position: id, width: channels, multiple })
}

/** One encoding, in the two places of an attention where it may act. */
export function placing(scope: Scope, id: PositionId, shape: PositionShape & HeadShape): { tokens: Layer; heads: HeadPosition } {
  const position: Position = positions[id]
  if (position.applies === 'tokens') return { tokens: position.build(scope, shape), heads: {} }
  const tokens: Layer = (x) => x
  return position.applies === 'scores' ? { tokens, heads: { bias: position.build(scope.child('position'), shape) } } : { tokens, heads: { rotate: position.build(scope.child('position'), shape) } }
}
