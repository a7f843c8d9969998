/**
 * Cross-covariance attention (El-Nouby et al. NeurIPS 2021): channels attend to channels. For each head V·softmax(K̂ᵀQ̂ · τ), where
 * Q̂ and K̂ are normalised along the tokens and τ is learned: d × d weights, a cost linear in N. Parameters 4C² + 4C + h.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../layers/context.ts'
import { ones } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { matMul, softmax } from '../tensorflow/kernels/index.ts'
import { named } from '../tensorflow/names.ts'
import { projectedHeads, type ProjectedHeadsConfig } from './projected-heads.ts'

/** Each channel divided by its length over the tokens. (B, heads, N, d) → (B, heads, d, N). */
function unitChannels(x: tf.Tensor): tf.Tensor {
  const channels = tf.transpose(x, [0, 1, 3, 2])
  return named('normalize', () => tf.mul(channels, tf.rsqrt(tf.maximum(tf.sum(tf.square(channels), -1, true), 1e-12))))
}

/** (B, L, C) → the same. */
export function crossCovarianceAttention(scope: Scope, config: ProjectedHeadsConfig): Layer {
  const temperature = scope.weight('temperature', [config.heads, 1, 1], ones, { decay: false })
  return projectedHeads(scope, config, (queries, keys, values, ctx) => {
    const scores = tf.mul(matMul(unitChannels(queries), unitChannels(keys), { transposeB: true }), temperature)
    const weights = softmax(scores)
    ctx.tap(scope.path, weights, { kind: 'channels', mechanism: 'cross-covariance', keyGrid: [1, weights.shape[3]!], queryGrid: [1, weights.shape[2]!], extra: 0 })
    return matMul(values, weights, { transposeB: true })
  })
}
