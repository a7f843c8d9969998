/** Dropout (Srivastava et al. JMLR 2014) and stochastic depth (Huang et al. ECCV 2016), in training only, from the pass's key. */
import * as tf from '@tensorflow/tfjs-core'
import { deriveKey, dropout, statelessUniform } from '../tensorflow/kernels/index.ts'
import type { Layer } from './context.ts'
import type { Scope } from './scope.ts'

/** Sets a share of the values to 0. */
export function dropoutLayer(scope: Scope, rate: number): Layer {
  return (x, ctx) => (ctx.training && rate > 0 ? dropout(x, rate, deriveKey(ctx.key, `${scope.path}/dropout`)) : x)
}

/** Sets a share of the channels of each sample to 0 everywhere (Tompson et al. CVPR 2015). x (B, H, W, C). */
export function spatialDropout(scope: Scope, rate: number): Layer {
  return (x, ctx) => {
    if (!ctx.training || rate === 0) return x
    const kept = tf.greaterEqual(statelessUniform([x.shape[0]!, 1, 1, x.shape[3]!], deriveKey(ctx.key, `${scope.path}/dropout`)), rate)
    return tf.mul(x, tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate)))
  }
}

/** x (B, …) where `keep` (B, 1, …) is 1 and 0 where it is 0, made larger so that its mean stays. */
export const keepSamples = (x: tf.Tensor, keep: tf.Tensor, rate: number): tf.Tensor => tf.mul(x, tf.mul(keep, 1 / (1 - rate)))

/** Sets the whole branch of a share of the samples to 0. x (B, …). */
export function stochasticDepth(scope: Scope, rate: number): Layer {
  return (x, ctx) => {
    if (!ctx.training || rate === 0) return x
    const one = [x.shape[0]!, ...x.shape.slice(1).map(() => 1)]
    const kept = tf.greaterEqual(statelessUniform(one, deriveKey(ctx.key, `${scope.path}/depth`)), rate)
    return keepSamples(x, tf.cast(kept, 'float32'), rate)
  }
}
