/** What an attention mechanism is: its words, its options, what it needs of a map, and how it is built. */
import type { z } from 'zod'
import type { MechanismEntry } from '../../../preload/contract/catalogue.ts'
import type { TextShape } from '../../../preload/contract/dataset.ts'
import type * as tf from '@tensorflow/tfjs-core'
import type { Context, Layer } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'

/** A feature map (B, height, width, channels). */
export interface MapShape {
  channels: number
  height: number
  width: number
}

/** A map, and the captions of its images where they have any. */
export interface MapInput extends MapShape {
  text?: TextShape
}

/** The tokens of a map, row-major, after `extra` tokens that are no places (CLS): (B, extra + H·W, C). */
export interface TokenShape extends MapShape {
  extra: number
}

/** What is known of a place before anything is built. */
export interface CheckInput extends MapInput {
  extra?: number
  /** Of kind 'scales': all maps that meet there, finest first; the map itself is one of them. */
  maps?: readonly MapShape[]
}

/** The maps of all stages, finest first → the coarsest one in its own shape, fused with the others. */
export type Fusion = (maps: tf.Tensor[], ctx: Context) => tf.Tensor

export interface Mechanism<Options = unknown> extends Omit<MechanismEntry, 'options' | 'replaces'> {
  options: z.ZodType<Options>
  /** Throws a FoveaError when it cannot stand on such a map, or on such tokens (extra > 0). Asked for each map where several meet. */
  check(options: Options, input: CheckInput): void
  /** As it is inserted, with its norm and residual. map: (B, H, W, C) → (B, H, W, C). head: (B, H, W, C) → (B, C). scales: as a map, of one scale alone. */
  build(scope: Scope, options: Options, input: MapInput): Layer
  /** Of kind 'scales'. */
  fuse?(scope: Scope, options: Options, inputs: MapShape[]): Fusion
  /** The attention alone, without norm and residual, in place of a block's own: (B, extra + H·W, C) → the same. */
  replace?(scope: Scope, options: Options, input: TokenShape): Layer
}

/** Ties check and build to the type of the options while a file is written; the catalogue reads them as unknown. */
export function mechanism<Options>(described: Mechanism<Options>): Mechanism {
  return described as unknown as Mechanism
}
