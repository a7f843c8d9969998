/**
 * L2 or Gaussian: −|q − k|² / 2σ², so that the weights are a Gaussian kernel's (the kernel view of Tsai et al. EMNLP 2019).
 * σ² = √d unless it is given: then its term q · k/σ² is the scaled dot product's.
 */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

const squares = (x: tf.Tensor) => tf.sum(tf.square(x), -1, true)

export const gaussian = (sigma?: number): Score => ({
  id: 'l2',
  name: { en: 'L2 (Gaussian), −|q − k|² / 2σ²', 'zh-CN': 'L2（高斯） −|q − k|² / 2σ²' },
  pairs: false,
  build: (_scope, { width }) => {
    const precision = 1 / (sigma === undefined ? Math.sqrt(width) : sigma ** 2)
    return (queries, keys) => {
      const products = matMul(tf.mul(queries, precision), keys, { transposeB: true })
      const lengths = tf.mul(tf.add(squares(queries), tf.transpose(squares(keys), [0, 1, 3, 2])), precision / 2)
      return tf.sub(products, lengths)
    }
  },
})

export const l2 = gaussian()
