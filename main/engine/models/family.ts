/** What a model family is: its words, its options, where attention can be put, and how it is built. */
import type { z } from 'zod'
import type { ModelEntry, Site } from '../../../preload/contract/catalogue.ts'
import type { Insertion } from '../../../preload/contract/plan.ts'
import type { Fusion, MapInput, MapShape } from '../attention/mechanism.ts'
import type { Layer } from '../layers/context.ts'
import type { Scope } from '../layers/scope.ts'

/** Images (H, W, C) as the model sees them. */
export type ImageShape = readonly [height: number, width: number, channels: number]

/** A place for attention and the map that passes there. */
export interface SiteAt extends Site, MapInput {
  /** Of a site of kind 'tokens': leading tokens that are no places (CLS). */
  extra?: number
  /** What is inserted in every block of a stage may meet maps of other sizes too; it must fit them all. */
  others?: MapShape[]
  /** Of a site of kind 'scales': the maps of all stages, finest first. */
  maps?: MapShape[]
}

/** What a published name stands for: options, and attention put into the family's plain form. */
export interface NamedModel<Options> {
  options: Partial<Options>
  insert?: Insertion[]
  /** Pixels and classes it was published with. */
  side: number
  classes: number
}

export interface BuildInput {
  shape: ImageShape
  classes: number
  /**
   * What a variant inserts at a site, one after another, built on the given scope; null when nothing is.
   * At a head site it takes the place of the mean over the map: (B, H, W, C) → (B, C). `map` is what passes this block, where blocks of a site differ.
   */
  inserted(site: string, scope: Scope, map?: MapShape): Layer | null
  /** What a variant puts where the maps of all stages meet, before the head; null when nothing is. */
  fused(site: string, scope: Scope): Fusion | null
  /** What a variant puts in place of a block's attention or 3×3 convolution: (B, extra + H·W, C) → the same; null: the model's own stays. `map` is what goes into this block, where blocks of a site differ. */
  replaced(site: string, scope: Scope, map?: MapShape): Layer | null
}

export interface Family<Options = unknown> extends Omit<ModelEntry, 'options' | 'sites'> {
  options: z.ZodType<Options>
  /** Reads a name of the field; null when it is not of this family. Follows the family's rule, so `names` need not list a size. */
  named?(name: string): NamedModel<Options> | null
  /** Throws a FoveaError when such images or options cannot work. */
  check(options: Options, shape: ImageShape): void
  /** Only after check has passed. */
  sites(options: Options, shape: ImageShape): SiteAt[]
  /** (B, H, W, C) → logits (B, classes). */
  build(scope: Scope, options: Options, input: BuildInput): Layer
  /** The same model, about `factor` times as wide; never narrower as the factor grows. */
  widen(options: Options, factor: number): Options
}

/** Ties the functions to the type of the options while a file is written; the catalogue reads them as unknown. */
export function family<Options>(described: Family<Options>): Family {
  return described as unknown as Family
}
