/** Between maps and tokens, and between tokens and heads. */
import * as tf from '@tensorflow/tfjs-core'

/** (B, H, W, C) → (B, H·W, C), row-major. */
export const toTokens = (x: tf.Tensor): tf.Tensor => tf.reshape(x, [x.shape[0]!, -1, x.shape[3]!])

/** (B, H·W, C) → (B, H, W, C). */
export const toMap = (x: tf.Tensor, height: number, width: number): tf.Tensor => tf.reshape(x, [x.shape[0]!, height, width, x.shape[2]!])

/** (B, L, heads · d) → (B, heads, L, d); head j has the columns j·d … (j+1)·d − 1. */
export function splitHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const [batch, length, width] = x.shape as [number, number, number]
  if (heads === 1) return tf.expandDims(x, 1)
  return tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3])
}

/** The inverse of splitHeads. */
export function joinHeads(x: tf.Tensor): tf.Tensor {
  const [batch, heads, length, width] = x.shape as [number, number, number, number]
  if (heads === 1) return tf.squeeze(x, [1])
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, length, heads * width])
}

/** (B, own, L, d) → (B, heads, L, d): heads j·g … (j+1)·g − 1, g = heads / own, share head j. */
export function repeatHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const [batch, own, length, width] = x.shape as [number, number, number, number]
  if (own === heads) return x
  return tf.reshape(tf.tile(tf.reshape(x, [batch, own, 1, length * width]), [1, 1, heads / own, 1]), [batch, heads, length, width])
}

/** The first token of each sequence, (B, L, C) → (B, 1, C). */
export const firstToken = (x: tf.Tensor): tf.Tensor => tf.slice(x, [0, 0, 0], [-1, 1, -1])

/** One learned token before each sequence: (1, 1, C) and (B, L, C) → (B, 1 + L, C). */
export const prepend = (token: tf.Tensor, x: tf.Tensor): tf.Tensor => tf.concat([tf.tile(token, [x.shape[0]!, 1, 1]), x], 1)
