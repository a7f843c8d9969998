/**
 * Continuous position bias (Liu et al. CVPR 2022, Swin V2): 16 · sigmoid(MLP(offset)), the MLP 2 → 512 → heads with ReLU, the last
 * layer without bias; offsets are spaced by their logarithm. 1,536 + 512 · heads parameters on a map of any size.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dense } from '../../layers/dense.ts'
import { given } from '../../layers/initializers.ts'
import { relu, sigmoid } from '../../tensorflow/kernels/index.ts'
import { beforePlaces, biasOfTable } from './relative.ts'
import type { ScorePosition } from './position.ts'

const HIDDEN = 512
const LARGEST = 16

/** (2H − 1, 2W − 1, 2): sign(o) log2(1 + |o|) / 3, o the offset of rows and of columns, scaled to ±8. */
export function logOffsets(height: number, width: number): Float32Array {
  const at = (index: number, length: number) => {
    const offset = (8 * (index - length + 1)) / Math.max(1, length - 1)
    return (Math.sign(offset) * Math.log2(1 + Math.abs(offset))) / 3
  }
  const offsets = new Float32Array((2 * height - 1) * (2 * width - 1) * 2)
  for (let y = 0, i = 0; y < 2 * height - 1; y++)
    for (let x = 0; x < 2 * width - 1; x++) {
      offsets[i++] = at(y, height)
      offsets[i++] = at(x, width)
    }
  return offsets
}

export const continuousBias: ScorePosition = {
  id: 'continuous-bias',
  name: { en: 'Continuous bias', 'zh-CN': '连续位置偏置' },
  multiple: 1,
  applies: 'scores',
  build: (scope, { height, width, heads, extra = 0 }) => {
    const offsets = scope.weight('offsets', [(2 * height - 1) * (2 * width - 1), 2], given(logOffsets(height, width)), { trainable: false })
    const first = dense(scope.child('first'), { in: 2, out: HIDDEN })
    const second = dense(scope.child('second'), { in: HIDDEN, out: heads, bias: false })
    return (_queries, ctx) => {
      const table = tf.reshape(second(relu(first(offsets, ctx)), ctx), [2 * height - 1, 2 * width - 1, heads])
      return beforePlaces(tf.mul(LARGEST, sigmoid(biasOfTable(table, height, width))), extra)
    }
  },
}
