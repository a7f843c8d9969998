/**
 * Batch normalisation (Ioffe and Szegedy ICML 2015) with PyTorch's conventions: new = (1 - momentum) old + momentum batch,
 * the running variance takes the unbiased variance of the batch. Layer normalisation (Ba et al. 1607.06450) over the last axis,
 * group normalisation (Wu and He ECCV 2018) over the places and channels of a group, root mean square (Zhang and Sennrich NeurIPS 2019).
 */
import * as tf from '@tensorflow/tfjs-core'
import { batchNorm, layerNorm } from '../tensorflow/kernels/index.ts'
import { named } from '../tensorflow/names.ts'
import type { Layer } from './context.ts'
import { ones, zeros, type Initializer } from './initializers.ts'
import type { Scope } from './scope.ts'

export interface BatchNormConfig {
  momentum?: number
  epsilon?: number
  /** First value of gamma; zeros makes a residual branch start as nothing. */
  gamma?: Initializer
  /** Which variance of the batch the running variance takes: unbiased as PyTorch, biased as Keras. */
  runningVariance?: 'unbiased' | 'biased'
}

/** x (…, C) → (…, C). */
export function batchNormalization(scope: Scope, channels: number, { momentum = 0.1, epsilon = 1e-5, gamma: first = ones, runningVariance = 'unbiased' }: BatchNormConfig = {}): Layer {
  const gamma = scope.weight('gamma', [channels], first)
  const beta = scope.weight('beta', [channels], zeros)
  const mean = scope.weight('mean', [channels], zeros, { trainable: false })
  const variance = scope.weight('variance', [channels], ones, { trainable: false })
  return (x, ctx) => {
    const result = batchNorm(x, gamma, beta, mean, variance, { training: ctx.training, epsilon })
    if (ctx.training) {
      const count = x.size / channels
      const kept = runningVariance === 'unbiased' ? 1 : (count - 1) / count
      ctx.update(mean, tf.add(tf.mul(mean, 1 - momentum), tf.mul(result.mean, momentum)))
      ctx.update(variance, tf.add(tf.mul(variance, 1 - momentum), tf.mul(result.variance, momentum * kept)))
    }
    return result.y
  }
}

/** x (…, C) → (…, C). */
export function layerNormalization(scope: Scope, width: number, epsilon = 1e-5): Layer {
  const gamma = scope.weight('gamma', [width], ones)
  const beta = scope.weight('beta', [width], zeros)
  return (x) => layerNorm(x, gamma, beta, epsilon)
}

/** Root mean square normalisation (Zhang and Sennrich NeurIPS 2019): x / √(mean x² + ε) · gamma over the last axis. x (…, C) → (…, C). */
export function rmsNormalization(scope: Scope, width: number, epsilon = 1e-6): Layer {
  const gamma = scope.weight('gamma', [width], ones)
  return (x) => named('rms-norm', () => tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon))), gamma))
}

export interface GroupNormConfig {
  /** Divides the channels. */
  groups: number
  epsilon?: number
}

/** x (B, …, C) → the same; each sample and group of neighbouring channels by itself. */
export function groupNormalization(scope: Scope, channels: number, { groups, epsilon = 1e-5 }: GroupNormConfig): Layer {
  const gamma = scope.weight('gamma', [channels], ones)
  const beta = scope.weight('beta', [channels], zeros)
  return (x) => named('group-norm', () => {
    const parts = tf.reshape(x, [x.shape[0]!, -1, groups, channels / groups])
    const centred = tf.sub(parts, tf.mean(parts, [1, 3], true))
    const normal = tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), [1, 3], true), epsilon)))
    return tf.add(tf.mul(tf.reshape(normal, x.shape), gamma), beta)
  })
}
