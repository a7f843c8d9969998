/** LayerScale (Touvron et al. ICCV 2021): a branch times one learned number a channel, small at first. x (…, C) → (…, C). */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from './context.ts'
import { constant } from './initializers.ts'
import type { Scope } from './scope.ts'

/** `first` is their first value. */
export function layerScale(scope: Scope, width: number, first: number): Layer {
  const gamma = scope.weight('scale', [width], constant(first))
  return (x) => tf.mul(x, gamma)
}
