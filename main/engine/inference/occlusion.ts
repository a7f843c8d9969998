/**
 * Occlusion (Zeiler and Fergus ECCV 2014): how much a logit falls when a window of the image is covered; each pixel gets the mean over
 * the windows that cover it. It needs no gradient and one pass a window.
 */
import * as tf from '@tensorflow/tfjs-core'
import { logitsOf, type Answering } from './attribution.ts'

export interface OcclusionOptions {
  window: number
  stride: number
  /** What stands where the image is covered. */
  fill: number
}

/** First places of the windows along one side. */
const starts = (length: number, { window, stride }: OcclusionOptions) => Array.from({ length: Math.floor((length - window) / stride) + 1 }, (_, i) => i * stride)

/** images (B, H, W, C), targets int32 (B) → (B, H, W, 1). The window must fit into the image. */
export function occlusion(model: Answering, images: tf.Tensor, targets: tf.Tensor, options: OcclusionOptions): tf.Tensor {
  const [, height, width] = images.shape as [number, number, number]
  const { window, fill } = options
  return tf.tidy(() => {
    const whole = logitsOf(model, images, targets)
    let fallen: tf.Tensor = tf.zeros([images.shape[0]!, height, width, 1])
    let covered: tf.Tensor = tf.zeros([1, height, width, 1])
    for (const top of starts(height, options)) for (const left of starts(width, options)) {
      const [more, times] = tf.tidy(() => {
        const mask = tf.pad(tf.ones([1, window, window, 1]), [[0, 0], [top, height - top - window], [left, width - left - window], [0, 0]])
        const occluded = tf.add(tf.mul(images, tf.sub(1, mask)), tf.mul(mask, fill))
        const fall = tf.reshape(tf.sub(whole, logitsOf(model, occluded, targets)), [-1, 1, 1, 1])
        return [tf.add(fallen, tf.mul(fall, mask)), tf.add(covered, mask)]
      }) as [tf.Tensor, tf.Tensor]
      tf.dispose([fallen, covered])
      ;[fallen, covered] = [more, times]
    }
    return tf.divNoNan(fallen, covered)
  })
}
