/** All position encodings. */
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { learned } from './learned.ts'
import { none } from './none.ts'
import type { Position } from './position.ts'
import { sine1d } from './sine-1d.ts'
import { sine2d } from './sine-2d.ts'

export const positions = { none, learned, 'sine-2d': sine2d, 'sine-1d': sine1d } satisfies Record<string, Position>
export type PositionId = keyof typeof positions
/** Names of some of them, for a form. */
export const positionNames = (ids: readonly PositionId[]) => Object.fromEntries(ids.map((id) => [id, positions[id].name]))
export const positionIds = Object.keys(positions) as [PositionId, ...PositionId[]]

/** Throws when tokens of this width cannot carry the encoding. */
export function checkPosition(id: PositionId, channels: number): void {
  const { multiple } = positions[id]
  if (channels % multiple) throw new FoveaError('invalid', 'engine.position-width', { position: id, width: channels, multiple })
}
