/** What looks at a square of places needs a map that has one. Models shrink their own windows to small maps, as Swin does; a mechanism is asked for by size. */
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { MapShape } from '../mechanism.ts'

/** Throws when the map is shorter than the square in one direction. */
export function checkSide(mechanism: string, { height, width }: Pick<MapShape, 'height' | 'width'>, needed: number): void {
  if (Math.min(height, width) < needed) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism, height, width, needed })
}
