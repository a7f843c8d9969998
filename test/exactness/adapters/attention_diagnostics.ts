/** Rollout, relevance, entropy and mean distance of given attention weights. */
import * as tf from '@tensorflow/tfjs-core'
import { entropy, meanDistance } from '../../../main/engine/inference/attention-measures.ts'
import { relevance, rollout } from '../../../main/engine/inference/rollout.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const layersOf = (name: string) => {
    const stored = golden.tensors.get(name)
    return stored ? tf.unstack(tf.tensor(stored.values, stored.shape)) : []
  }
  const tokens = shapeOf(golden, 'input.attention').at(-1)!
  const side = Math.sqrt(tokens - 1)
  if (!Number.isInteger(side)) return { notCovered: 'a grid of places that is not square' }
  const reach = { grid: [side, side] as [number, number], extra: 1 }
  return {
    values: () => tf.tidy(() => {
      const [weights, gradients] = [layersOf('input.attention'), layersOf('input.gradient')]
      const each = (measure: (layer: tf.Tensor) => tf.Tensor) => tf.stack(weights.map(measure))
      const found = {
        rollout: rollout(weights), chefer: relevance(weights.map((layer, i) => ({ weights: layer, gradient: gradients[i]! }))), entropy: each(entropy),
        mean_distance_renormalised: each((layer) => meanDistance(layer, { ...reach, renormalise: true })), mean_distance_plain: each((layer) => meanDistance(layer, { ...reach, renormalise: false })),
      }
      return Object.fromEntries(Object.entries(found).map(([name, tensor]) => [name, tensor.dataSync()])) as unknown as tf.TensorContainer
    }) as unknown as Record<string, Float32Array>,
  }
}
export default adapter
