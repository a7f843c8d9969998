/** Numbers that describe attention weights (B, heads, queries, keys): how spread they are and how far they reach. */
import * as tf from '@tensorflow/tfjs-core'

/** Σ −a ln a / ln M of each query, 0 = one key, 1 = all M alike: (B, heads, queries). */
export function entropy(weights: tf.Tensor): tf.Tensor {
  // A weight of 0 adds nothing, though its logarithm is not finite.
  const surprise = tf.log(tf.maximum(weights, 1e-38))
  return tf.div(tf.neg(tf.sum(tf.mul(weights, surprise), -1)), Math.log(weights.shape[3]!))
}

export interface Reach {
  /** [rows, columns] of the places, which are queries and keys. */
  grid: [number, number]
  /** Leading tokens that are no places. */
  extra: number
  /** Whether what is left of a row without them is shared out to 1 again. */
  renormalise: boolean
}

/** Mean distance between a place and what it attends to, in places (Raghu et al. NeurIPS 2021): (B, heads). */
export function meanDistance(weights: tf.Tensor, { grid: [rows, columns], extra, renormalise }: Reach): tf.Tensor {
  const among = tf.slice(weights, [0, 0, extra, extra], [-1, -1, -1, -1])
  const shares = renormalise ? tf.divNoNan(among, tf.sum(among, -1, true)) : among
  const places = Array.from({ length: rows * columns }, (_, i) => i)
  const squares = (coordinates: number[]) => tf.square(tf.sub(tf.tensor2d(coordinates, [coordinates.length, 1]), tf.tensor1d(coordinates)))
  const apart = tf.sqrt(tf.add(squares(places.map((i) => Math.floor(i / columns))), squares(places.map((i) => i % columns))))
  return tf.mean(tf.sum(tf.mul(shares, apart), -1), -1)
}
