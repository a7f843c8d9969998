/**
 * The two branches of a pre-norm Transformer block: x + a(norm x), then x + b(norm x), over tokens or maps. Each may carry LayerScale
 * and be left out for a share of the samples in training.
 */
import * as tf from '@tensorflow/tfjs-core'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { dropoutLayer, stochasticDepth } from '../layers/dropout.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'

export interface BranchConfig {
  width: number
  epsilon: number
  dropout?: number
  depthDropout?: number
  /** First value of LayerScale; 0 = none. */
  scale?: number
}

/** x (…, C) → x + branch(norm x); the norm, the scale and the random numbers are named on `scope`. */
export function normedBranch(scope: Scope, branch: Layer, { width, epsilon, dropout = 0, depthDropout = 0, scale = 0 }: BranchConfig): Layer {
  const norm = layerNormalization(scope.child('norm'), width, epsilon)
  const after = chain(scale ? layerScale(scope, width, scale) : null, dropoutLayer(scope, dropout), stochasticDepth(scope, depthDropout))
  return (x, ctx) => tf.add(x, after(branch(norm(x, ctx), ctx), ctx))
}

/** Share of the samples left out in block i of n: it grows evenly up to `rate` (Huang et al. ECCV 2016). */
export const depthDropoutOf = (rate: number, i: number, n: number): number => (n > 1 ? (rate * i) / (n - 1) : rate)
