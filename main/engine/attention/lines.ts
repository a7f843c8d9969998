/**
 * Attention along the rows or the columns of a map. Its weights are kept line by line, (B, heads, H, W, length of the line); to be
 * looked at they are laid out over the whole map, (B, heads, H·W, H·W), 0 for what is not on the line.
 */
import * as tf from '@tensorflow/tfjs-core'
import { isHeard, type Context } from '../layers/context.ts'

/** (B, H, W, C) → (B, W, H, C), and back. */
export const turned = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [0, 2, 1, 3])

/** More numbers for one image than a picture is worth (1 GiB); such weights are not laid out. */
const LARGEST = 2 ** 28

/** Whether somebody listens and the whole map can be held. */
export function isLaidOut(ctx: Context, heads: number, places: number): boolean {
  return isHeard(ctx) && heads * places ** 2 <= LARGEST
}

/** Weights over the places of the same column, (B, heads, H, W, H) → (B, heads, H·W, H·W). */
export function overColumns(weights: tf.Tensor): tf.Tensor {
  const [batch, heads, height, width] = weights.shape as [number, number, number, number, number]
  const spread = tf.mul(tf.reshape(weights, [batch * heads, height, width, height, 1]), tf.reshape(tf.eye(width), [1, 1, width, 1, width]))
  return tf.reshape(spread, [batch, heads, height * width, height * width])
}

/** Weights over the places of the same row, (B, heads, H, W, W) → (B, heads, H·W, H·W). */
export function overRows(weights: tf.Tensor): tf.Tensor {
  const [batch, heads, height, width] = weights.shape as [number, number, number, number, number]
  const spread = tf.mul(tf.reshape(weights, [batch * heads, height, width, 1, width]), tf.reshape(tf.eye(height), [1, height, 1, height, 1]))
  return tf.reshape(spread, [batch, heads, height * width, height * width])
}
