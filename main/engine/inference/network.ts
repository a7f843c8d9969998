/** A model with what stands before it: pixels 0..255 → normalised by the dataset's mean and spread → logits. */
import * as tf from '@tensorflow/tfjs-core'
import type { TextShape } from '../../../preload/contract/dataset.ts'
import type { Variant } from '../../../preload/contract/plan.ts'
import type { Context, Layer } from '../layers/context.ts'
import { Scope } from '../layers/scope.ts'
import { buildModel } from '../models/catalogue.ts'

export interface NetworkDescription {
  variant: Variant
  shape: [height: number, width: number, channels: number]
  classes: number
  /** Per channel, on 0..1. */
  mean: number[]
  std: number[]
  /** Of the captions, where the images have any. */
  text?: TextShape | undefined
}
export interface Network {
  scope: Scope
  text?: TextShape | undefined
  /** (B, H, W, C) in 0..255 → normalised. */
  normalize(images: tf.Tensor): tf.Tensor
  /** Normalised → logits (B, K). */
  layer: Layer
  /** Pixels → logits. */
  forward(images: tf.Tensor, ctx: Context): tf.Tensor
}

/** `initialize: false` leaves weights 0, for those that come from a file. Throws what buildModel throws for a variant that cannot be built. */
export function createNetwork({ variant, shape, classes, mean, std, text }: NetworkDescription, seed: number, options: { initialize?: boolean } = {}): Network {
  const scope = Scope.root(seed, options)
  const layer = buildModel(scope, variant, { shape, classes, text })
  // A channel that never changes has no spread; it becomes 0.
  const scale = std.map((s) => 1 / (255 * (s || 1)))
  const offset = mean.map((m, c) => -m / (std[c] || 1))
  const normalize = (images: tf.Tensor) => tf.add(tf.mul(images, tf.tensor1d(scale)), tf.tensor1d(offset))
  return { scope, text, normalize, layer, forward: (images, ctx) => layer(normalize(images), ctx) }
}
