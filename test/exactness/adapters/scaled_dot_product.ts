/** softmax(s q kᵀ) v of PyTorch, with a mask or causal. */
import * as tf from '@tensorflow/tfjs-core'
import { attend } from '../../../main/engine/attention/attend.ts'
import { scores } from '../../../main/engine/attention/scores/catalogue.ts'
import { repeatHeads } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { meta } from '../meta.ts'

const adapter: Adapter = (golden) => {
  const [, heads, length, width] = shapeOf(golden, 'input.q') as [number, number, number, number]
  const { scale = 'd**-0.5', causal } = golden.config
  if (scale !== 'd**-0.5' && typeof scale !== 'number') return { notCovered: `scale ${String(scale)}` }
  return {
    build(scope) {
      const plain = scores[typeof scale === 'number' ? 'dot' : 'scaled-dot'].build(scope, { heads, width })
      const score = (q: tf.Tensor, k: tf.Tensor) => plain(typeof scale === 'number' ? tf.mul(q, scale) : q, k)
      return ({ q, k, v, keep, added }, ctx) => {
        const mask = causal ? tf.linalg.bandPart(tf.ones([length, k!.shape[2]!]), -1, 0) : keep
        return attend(q!, repeatHeads(k!, heads), repeatHeads(v!, heads), ctx, { path: '', meta, score, mask, bias: added })
      }
    },
  }
}
export default adapter
