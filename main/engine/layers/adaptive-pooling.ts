/**
 * Mean pooling to a given size (PyTorch's adaptive pooling): window i of n over a length L is [⌊iL/n⌋, ⌈(i+1)L/n⌉), so that windows
 * may overlap and a smaller map is stretched. (B, H, W, C) → (B, rows, columns, C).
 */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../tensorflow/kernels/index.ts'

/** (size, length), each row the mean of a window. */
function windows(size: number, length: number): tf.Tensor {
  const rows = Array.from({ length: size }, (_, i) => {
    const [first, end] = [Math.floor((i * length) / size), Math.ceil(((i + 1) * length) / size)]
    return Array.from({ length }, (_, at) => (at >= first && at < end ? 1 / (end - first) : 0))
  })
  return tf.tensor2d(rows)
}

/** `size`: rows and columns, or the one number of both. */
export function adaptiveMeanPool(x: tf.Tensor, size: number | [rows: number, columns: number]): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const [rows, columns] = typeof size === 'number' ? [size, size] : size
  if (height % rows === 0 && width % columns === 0) return tf.avgPool(x as tf.Tensor4D, [height / rows, width / columns], [height / rows, width / columns], 'valid')
  const pooled = matMul(tf.expandDims(windows(rows, height), 0), tf.reshape(x, [batch, height, width * channels]))
  const places = matMul(tf.expandDims(windows(columns, width), 0), tf.reshape(pooled, [batch * rows, width, channels]))
  return tf.reshape(places, [batch, rows, columns, channels])
}
