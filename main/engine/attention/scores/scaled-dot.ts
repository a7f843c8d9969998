/** Scaled dot product (Vaswani et al. NeurIPS 2017, eq. 1): q · k / √d, so that the softmax does not saturate when d is large. */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

export const scaledDot: Score = {
  id: 'scaled-dot',
  name: { en: 'Scaled dot product, q · k / √d', 'zh-CN': '缩放点积 q · k / √d' },
  pairs: false,
  // The queries are fewer numbers than the scores, so they are the ones scaled.
  build: (_scope, { width }) => (queries, keys) => matMul(tf.mul(queries, 1 / Math.sqrt(width)), keys, { transposeB: true }),
}
