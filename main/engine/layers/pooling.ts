/** Pooling of maps (B, H, W, C). */
import * as tf from '@tensorflow/tfjs-core'
import { withGradient } from '../tensorflow/kernels/gradient.ts'

/** Lower than any activation, and finite: TensorFlow pads with 0, PyTorch with -infinity. */
const LOWEST = -3.4e38

/** Largest value of each window, padded on both sides. */
export function maxPool(x: tf.Tensor, size: number, stride = size, padding = 0): tf.Tensor4D {
  const sides: [number, number] = [padding, padding]
  const padded = padding ? tf.pad(x, [[0, 0], sides, sides, [0, 0]], LOWEST) : x
  return tf.maxPool(padded as tf.Tensor4D, size, stride, 'valid')
}

/** Mean of each window without overlap; of a map that is no multiple the last ones are smaller. */
export const meanPoolWindows = (x: tf.Tensor, size: number): tf.Tensor4D => tf.avgPool(x as tf.Tensor4D, size, size, 'same')

/** Every `stride`-th place of every `stride`-th row, from the first on. */
export const subsample = (x: tf.Tensor, stride: number): tf.Tensor4D => tf.avgPool(x as tf.Tensor4D, 1, stride, 'valid')

/** Mean over all places: (B, H, W, C) → (B, C). */
export const meanPool = (x: tf.Tensor): tf.Tensor2D => tf.mean(x, [1, 2])

/** Largest value along the axes, which stay with length 1. Equal ones share the gradient evenly (tf.max gives each of them all of it). */
export function largestOver(x: tf.Tensor, axes: number[]): tf.Tensor {
  return withGradient([x], (input) => {
    const largest = tf.max(input!, axes, true)
    const gradient = (dy: tf.Tensor, [xs, top]: tf.Tensor[]) => {
      const reached = tf.cast(tf.equal(xs!, top!), 'float32')
      return [tf.mul(reached, tf.div(dy, tf.sum(reached, axes, true)))]
    }
    return { value: largest, saved: [input!, largest], gradient }
  })
}
