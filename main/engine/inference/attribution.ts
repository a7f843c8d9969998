/**
 * Which pixels an answer rests on, by the gradient of its logit: saliency (Simonyan et al. ICLRW 2014), input times gradient, and
 * integrated gradients (Sundararajan et al. ICML 2017), (x − x₀) ∫₀¹ ∂f(x₀ + a(x − x₀)) da, whose sum is f(x) − f(x₀).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Rule } from './quadrature.ts'

/** Images (B, H, W, C) → logits (B, K). */
export type Answering = (images: tf.Tensor) => tf.Tensor

/** The logit of a class for each image, (B). targets int32 (B). */
export const logitsOf = (model: Answering, images: tf.Tensor, targets: tf.Tensor): tf.Tensor => {
  const logits = model(images)
  return tf.sum(tf.mul(logits, tf.oneHot(targets as tf.Tensor1D, logits.shape[1]!, 1, 0, 'float32')), 1)
}

/** ∂ logit / ∂ image, with its sign: (B, H, W, C). */
export const saliency = (model: Answering, images: tf.Tensor, targets: tf.Tensor): tf.Tensor =>
  tf.grad((x: tf.Tensor) => tf.sum(logitsOf(model, x, targets)))(images)

/** The straight line from a baseline to the images, and places on it, 0 … 1, that count by their weights: both (P). */
export interface Path {
  baseline: tf.Tensor
  way: tf.Tensor
  at: tf.Tensor
  weights: tf.Tensor
}

/** Σ_p w_p ∂ logit / ∂ image at x₀ + a_p (x − x₀), all places in one pass of P · B images: (B, H, W, C). targets int32 (B). */
export function slopeAlong(model: Answering, targets: tf.Tensor, { baseline, way, at, weights }: Path): tf.Tensor {
  const [places] = at.shape as [number]
  const [batch, ...image] = way.shape as [number, ...number[]]
  const overPlaces = (x: tf.Tensor) => tf.reshape(x, [places, ...way.shape.map(() => 1)])
  const points = tf.add(tf.expandDims(baseline, 0), tf.mul(overPlaces(at), tf.expandDims(way, 0)))
  const slopes = saliency(model, tf.reshape(points, [places * batch, ...image]), tf.tile(targets, [places]))
  return tf.sum(tf.mul(tf.reshape(slopes, [places, batch, ...image]), overPlaces(weights)), 0)
}

export interface Integrated {
  /** (B, H, W, C) */
  attribution: tf.Tensor
  /** What its sum is away from f(x) − f(x₀), which it should be: (B). */
  delta: tf.Tensor
}

/** `rule` says where the gradient is taken and how it counts. */
export function integratedGradients(model: Answering, images: tf.Tensor, targets: tf.Tensor, { baseline, rule }: { baseline: tf.Tensor; rule: Rule }): Integrated {
  return tf.tidy(() => {
    const way = tf.sub(images, baseline)
    const path = { baseline, way, at: tf.tensor1d(rule.map(({ at }) => at)), weights: tf.tensor1d(rule.map(({ weight }) => weight)) }
    const attribution = tf.mul(way, slopeAlong(model, targets, path))
    const change = tf.sub(logitsOf(model, images, targets), logitsOf(model, tf.add(baseline, tf.zerosLike(images)), targets))
    return { attribution, delta: tf.sub(tf.sum(attribution, [1, 2, 3]), change) } as unknown as tf.TensorContainer
  }) as unknown as Integrated
}
