/**
 * Mean pooling to a given size (PyTorch's adaptive pooling): window i of n over a length L is [⌊iL/n⌋, ⌈(i+1)L/n⌉), so that windows
 * may overlap and a smaller map is stretched. (B, H, W, C) → (B, n, n, C).
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

export function adaptiveMeanPool(x: tf.Tensor, size: number): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  if (height % size === 0 && width % size === 0) return tf.avgPool(x as tf.Tensor4D, [height / size, width / size], [height / size, width / size], 'valid')
  const rows = matMul(tf.expandDims(windows(size, height), 0), tf.reshape(x, [batch, height, width * channels]))
  const places = matMul(tf.expandDims(windows(size, width), 0), tf.reshape(rows, [batch * size, width, channels]))
  return tf.reshape(places, [batch, size, size, channels])
}
