/**
 * What each token has gathered from each other through all layers, out of the attention weights of every layer (B, heads, N, N), the
 * first layer first. Rollout (Abnar and Zuidema ACL 2020): the product of rownorm(mean_h A + I). Chefer et al. (ICCV 2021):
 * R ← R + mean_h relu(A ∘ ∂A) R from R = I, for one answer. → (B, N, N), row = the token that gathered.
 */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../tensorflow/kernels/index.ts'

export interface Weighed {
  weights: tf.Tensor
  /** Of the answer's logit by the weights. */
  gradient: tf.Tensor
}

/** (N, N) for each sample of a layer's weights. */
export const identity = ({ shape: [batch, , tokens] }: tf.Tensor): tf.Tensor => tf.tile(tf.expandDims(tf.eye(tokens!), 0), [batch!, 1, 1])

export function rollout(layers: tf.Tensor[]): tf.Tensor {
  const steps = layers.map((weights) => {
    const residual = tf.add(tf.mean(weights, 1), identity(weights))
    return tf.div(residual, tf.sum(residual, -1, true))
  })
  return steps.reduce((gathered, step) => matMul(step, gathered))
}

/** mean_h relu(A ∘ ∂A): (B, queries, keys). */
export const relevantWeights = ({ weights, gradient }: Weighed): tf.Tensor => tf.mean(tf.relu(tf.mul(weights, gradient)), 1)

export function relevance(layers: Weighed[]): tf.Tensor {
  return layers.map(relevantWeights).reduce<tf.Tensor>((gathered, step) => tf.add(gathered, matMul(step, gathered)), identity(layers[0]!.weights))
}
