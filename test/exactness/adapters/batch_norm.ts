/** Batch normalisation of PyTorch, and of Keras: its momentum is one less ours, its running variance biased. */
import { batchNormalization, type BatchNormConfig } from '../../../main/engine/layers/normalization.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const { momentum, eps, epsilon } = golden.config as { momentum?: number; eps?: number; epsilon?: number }
  const keras = golden.tensors.has('buffer.moving_mean')
  const settings: BatchNormConfig = keras ? { momentum: 1 - (momentum ?? 0.99), epsilon: epsilon ?? 1e-3, runningVariance: 'biased' } : { momentum: momentum ?? 0.1, epsilon: eps ?? 1e-5 }
  return {
    build(scope) {
      const layer = batchNormalization(scope, shapeOf(golden, 'input.x').at(-1)!, settings)
      return ({ x }, ctx) => layer(x!, ctx)
    },
    names: (ours) => (keras ? ours.replace(/^(mean|variance)$/, 'moving_$1') : ours.replace('variance', 'var')),
  }
}
export default adapter
