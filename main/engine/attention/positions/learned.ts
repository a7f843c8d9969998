/** One learned vector a place (Dosovitskiy et al. ICLR 2021), started from a normal of 0.02. */
import * as tf from '@tensorflow/tfjs-core'
import { truncatedNormal } from '../../layers/initializers.ts'
import type { TokenPosition } from './position.ts'

export const learned: TokenPosition = {
  id: 'learned',
  name: { en: 'Learned', 'zh-CN': '可学习' },
  multiple: 1,
  applies: 'tokens',
  build: (scope, { height, width, channels, extra = 0 }) => {
    const table = scope.weight('position', [1, extra + height * width, channels], truncatedNormal(0.02), { decay: false })
    return (x) => tf.add(x, table)
  },
}
