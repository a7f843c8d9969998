/** Conditional position encoding (Chu et al. ICLR 2023, CPVT): x + a depthwise 3×3 convolution of the map, whose zeros at the border tell where it is. 10C parameters. */
import * as tf from '@tensorflow/tfjs-core'
import { depthwise } from '../../layers/convolution.ts'
import { toMap, toTokens } from '../tokens.ts'
import type { TokenPosition } from './position.ts'

export const conditional: TokenPosition = {
  id: 'conditional',
  name: { en: 'Conditional (depthwise convolution)', 'zh-CN': '条件式（深度卷积）' },
  multiple: 1,
  applies: 'tokens',
  build: (scope, { height, width, channels, extra = 0 }) => {
    const convolution = depthwise(scope.child('position'), { channels, kernel: 3, bias: true })
    return (x, ctx) => {
      const places = extra ? tf.slice(x, [0, extra, 0], [-1, -1, -1]) : x
      const placed = tf.add(places, toTokens(convolution(toMap(places, height, width), ctx)))
      return extra ? tf.concat([tf.slice(x, [0, 0, 0], [-1, extra, -1]), placed], 1) : placed
    }
  },
}
