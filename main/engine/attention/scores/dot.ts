/** Dot product (Luong et al. EMNLP 2015): q · k. */
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

export const dot: Score = {
  id: 'dot',
  name: { en: 'Dot product', 'zh-CN': '点积' },
  build: () => (queries, keys) => matMul(queries, keys, { transposeB: true }),
}
