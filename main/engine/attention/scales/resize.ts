/** A map at the size of another scale: larger by the nearest place, smaller by the largest of each window first. */
import * as tf from '@tensorflow/tfjs-core'
import { maxPool } from '../../layers/pooling.ts'

/** Takes the place floor(i · from / to), as PyTorch's nearest does. */
const nearest = (from: number, to: number) => tf.tensor1d(Array.from({ length: to }, (_, i) => Math.floor((i * from) / to)), 'int32')

/** x (B, H, W, C) → (B, height, width, C). */
export function resized(x: tf.Tensor, height: number, width: number): tf.Tensor {
  const factor = Math.min(Math.floor(x.shape[1]! / height), Math.floor(x.shape[2]! / width))
  const y = factor > 1 ? maxPool(x, factor) : x
  const rows = y.shape[1] === height ? y : tf.gather(y, nearest(y.shape[1]!, height), 1)
  return rows.shape[2] === width ? rows : tf.gather(rows, nearest(rows.shape[2]!, width), 2)
}
