/** Relative position bias (Raffel et al. JMLR 2020; for windows Liu et al. ICCV 2021): one learned number for each offset and head, (2H − 1)(2W − 1) · heads. */
import * as tf from '@tensorflow/tfjs-core'
import { truncatedNormal } from '../../layers/initializers.ts'
import { beforePlaces, biasOfTable } from './relative.ts'
import type { ScorePosition } from './position.ts'

export const relativeBias: ScorePosition = {
  id: 'relative-bias',
  name: { en: 'Relative bias', 'zh-CN': '相对位置偏置' },
  multiple: 1,
  applies: 'scores',
  build: (scope, { height, width, heads, extra = 0 }) => {
    const table = scope.weight('bias', [(2 * height - 1) * (2 * width - 1), heads], truncatedNormal(0.02), { decay: false })
    return () => beforePlaces(biasOfTable(tf.reshape(table, [2 * height - 1, 2 * width - 1, heads]), height, width), extra)
  },
}
