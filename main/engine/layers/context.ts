/** What one pass through a model is given: training or not, random numbers, and where attention maps and updates go. */
import type * as tf from '@tensorflow/tfjs-core'
import { named } from '../tensorflow/names.ts'

/** How a tapped tensor lies over the image. */
export interface TapMeta {
  /**
   * attention: weights over places, each row sums to 1. gate: how far each place is turned up, in 0..1, one query.
   * channels: weights over channels or branches, which are no places, in any shape. features: the map itself.
   */
  kind: 'attention' | 'gate' | 'channels' | 'features'
  mechanism: string
  /** [rows, columns] of the places that are looked at. */
  keyGrid: [number, number]
  /** null: one query for the whole image (pooling). */
  queryGrid: [number, number] | null
  /** The queries are the words of the caption; queryGrid is null. */
  queries?: 'words'
  /** Leading queries and keys that are no places (CLS token). */
  extra: number
  /** false: weights of any sign and sum, such as gates or a product without softmax. A view shows their positive part, each row shared out to 1. */
  distribution?: false
}

export interface Context {
  readonly training: boolean
  /** int32 [2]: (seed, step). Every random number of a pass is a function of it and of a name; never of JavaScript. */
  readonly key: tf.Tensor1D
  /** Captions of the images, whole numbers as float32 (B, length); missing where they have none. */
  readonly text?: tf.Tensor | undefined
  /**
   * Hands out a tensor on its way: attention weights and gates as (B, heads, queries, keys), features as (B, H, W, C) or as tokens (B, extra + H·W, C).
   * `name` is the layer's path; a no-op unless somebody listens.
   */
  tap(name: string, tensor: tf.Tensor, meta: TapMeta): void
  /** After this pass, `variable` becomes `value` (running means, in training only). */
  update(variable: tf.Variable, value: tf.Tensor): void
  /** Names the operations of `body`, for the share of attention in the cost. Returns what body returns. */
  named<T>(name: string, body: () => T): T
}

export type Layer = (x: tf.Tensor, ctx: Context) => tf.Tensor

/** The tap of a pass that nobody listens to. */
export const silent: Context['tap'] = () => {}

/** Whether maps are worth making that are needed only to be looked at. */
export const isHeard = (ctx: Context): boolean => ctx.tap !== silent

/** A context for plain evaluation without listeners. */
export function evaluationContext(key: tf.Tensor1D, parts: Partial<Context> = {}): Context {
  return { training: false, key, tap: silent, update: () => {}, named, ...parts }
}
