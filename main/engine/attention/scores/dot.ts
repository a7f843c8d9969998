/** Dot product (Luong et al. EMNLP 2015): q · k. */
import * as tf from '@tensorflow/tfjs-core'
import { ones } from '../../layers/initializers.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

export const dot: Score = {
  id: 'dot',
  name: { en: 'Dot product, q · k', 'zh-CN': '点积 q · k' },
  pairs: false,
  build: () => (queries, keys) => matMul(queries, keys, { transposeB: true }),
}

/** The same times a learned number a head, from 1 on: Keras' Attention with use_scale. */
export const learnedDot: Score = {
  id: 'learned-dot',
  name: { en: 'Dot product, learned scale, s · q · k', 'zh-CN': '点积，可学习缩放 s · q · k' },
  pairs: false,
  build: (scope, { heads }) => {
    const scale = scope.weight('scale', [heads, 1, 1], ones, { decay: false })
    return (queries, keys) => matMul(tf.mul(queries, scale), keys, { transposeB: true })
  },
}
