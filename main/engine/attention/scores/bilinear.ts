/**
 * Bilinear or "general" (Luong et al. EMNLP 2015, eq. 8): qᵀWk with one matrix W (d, dk) a head. Behind query and key
 * projections, which are matrices already, it adds parameters and no new scores; between raw vectors it is a score of its own.
 */
import { fanInUniform } from '../../layers/initializers.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import type { Score } from './score.ts'

export const bilinear: Score = {
  id: 'bilinear',
  name: { en: 'Bilinear, qᵀWk', 'zh-CN': '双线性 qᵀWk' },
  pairs: false,
  build: (scope, { heads, width, keyWidth = width }) => {
    const w = scope.weight('W', [heads, width, keyWidth], fanInUniform(width))
    return (queries, keys) => matMul(matMul(queries, w), keys, { transposeB: true })
  },
}
