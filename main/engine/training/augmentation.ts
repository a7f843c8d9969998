/**
 * Random crop after zero padding and mirror image, as in He et al. CVPR 2016 for CIFAR, and cutout (DeVries and Taylor 1708.04552):
 * in the graph, from the step's key alone.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Training } from '../../../preload/contract/plan.ts'
import { deriveKey, projectiveTransform, statelessUniform } from '../tensorflow/kernels/index.ts'

type Config = Training['augment']

/** Whole numbers 0 … count − 1, one a sample: float32 (B, 1). */
function draw(batch: number, count: number, key: tf.Tensor, name: string): tf.Tensor {
  const whole = tf.floor(tf.mul(statelessUniform([batch, 1], deriveKey(key, `augment/${name}`)), count))
  return tf.minimum(whole, count - 1)
}

/** Shifts by up to `crop` pixels with zeros coming in, and mirrors half of the images. images (B, H, W, C), raw. */
export function shiftAndFlip(images: tf.Tensor, key: tf.Tensor, { crop, flip }: Config): tf.Tensor {
  if (!crop && !flip) return images
  const [batch, , width] = images.shape as [number, number, number, number]
  const none = tf.zeros([batch, 1])
  const one = tf.ones([batch, 1])
  const shift = (axis: string) => (crop ? tf.sub(draw(batch, 2 * crop + 1, key, axis), crop) : none)
  const mirrored = flip ? draw(batch, 2, key, 'flip') : none
  // Output x takes input x + dx, or width − 1 − x + dx when mirrored.
  const a0 = tf.sub(one, tf.mul(mirrored, 2))
  const a2 = tf.add(tf.mul(mirrored, width - 1), shift('x'))
  return projectiveTransform(images, tf.concat([a0, none, a2, none, one, shift('y'), none, none], 1))
}

/** Sets a square of `cutout` pixels round a random place, cut at the borders, to 0. images (B, H, W, C), normalised, so 0 is the mean colour. */
export function cutOut(images: tf.Tensor, key: tf.Tensor, { cutout }: Config): tf.Tensor {
  if (!cutout) return images
  const [batch, height, width] = images.shape as [number, number, number, number]
  const inside = (length: number, axis: string) => {
    const first = tf.sub(draw(batch, length, key, axis), Math.floor(cutout / 2))
    const from = tf.sub(tf.range(0, length), first)
    return tf.logicalAnd(tf.greaterEqual(from, 0), tf.less(from, cutout))
  }
  const rows = tf.reshape(inside(height, 'cutout-y'), [batch, height, 1, 1])
  const columns = tf.reshape(inside(width, 'cutout-x'), [batch, 1, width, 1])
  return tf.mul(images, tf.cast(tf.logicalNot(tf.logicalAnd(rows, columns)), 'float32'))
}
