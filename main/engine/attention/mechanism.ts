/** What an attention mechanism is: its words, its options, what it needs of a map, and how it is built. */
import type { z } from 'zod'
import type { MechanismEntry } from '../../../preload/contract/catalogue.ts'
import type { Layer } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'

/** A feature map (B, height, width, channels). */
export interface MapShape {
  channels: number
  height: number
  width: number
}

export interface Mechanism<Options = unknown> extends Omit<MechanismEntry, 'options'> {
  options: z.ZodType<Options>
  /** Throws a FoveaError when it cannot stand on such a map. */
  check(options: Options, input: MapShape): void
  /** map: (B, H, W, C) → (B, H, W, C). head: (B, H, W, C) → (B, C). */
  build(scope: Scope, options: Options, input: MapShape): Layer
}

/** Ties check and build to the type of the options while a file is written; the catalogue reads them as unknown. */
export function mechanism<Options>(described: Mechanism<Options>): Mechanism {
  return described as unknown as Mechanism
}
