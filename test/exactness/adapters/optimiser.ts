/** SGD and AdamW (Adam is AdamW without decay), step by step from given gradients, and clipping by the norm. */
import * as tf from '@tensorflow/tfjs-core'
import { Training } from '../../../preload/contract/plan.ts'
import { clipByGlobalNorm } from '../../../main/engine/training/clip.ts'
import { optimizerOf } from '../../../main/engine/training/optimizers/index.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, type Case } from '../case.ts'

function settings(golden: Case): object | null {
  const { config, source } = golden
  const { lr: learningRate, weight_decay: weightDecay = 0 } = config
  if (/\bSGD\b/.test(source)) return { id: 'sgd', learningRate, momentum: config['momentum'] ?? 0, nesterov: config['nesterov'] ?? false, weightDecay }
  if (!/optim\.AdamW?\b/.test(source)) return null
  const [beta1, beta2] = config['betas'] as [number, number]
  return { id: 'adamw', learningRate, beta1, beta2, epsilon: config['eps'], weightDecay }
}

const adapter: Adapter = (golden) => {
  const chosen = settings(golden)
  if (!chosen) return { notCovered: 'Fovea has no such optimiser: SGD and AdamW' }
  const largest = golden.config['max_norm'] === undefined ? null : numberOf(golden, 'max_norm')
  return {
    values() {
      const { optimizer: config } = Training.parse({ optimizer: chosen })
      const optimizer = optimizerOf(config)
      const tensorOf = (name: string) => tf.tensor(golden.tensors.get(name)!.values, golden.tensors.get(name)!.shape)
      const weights: number[] = []
      const norms: number[] = []
      tf.tidy(() => {
        let weight = tensorOf('input.p0')
        let slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tf.zerosLike(weight) as tf.Tensor]))
        tf.unstack(tensorOf('input.grads')).forEach((given, step) => {
          const clipped = largest === null ? null : clipByGlobalNorm([given], largest)
          if (clipped) norms.push(clipped.norm.dataSync()[0]!)
          const feeds = Object.fromEntries(Object.entries(optimizer.values(config.learningRate, step)).map(([feed, value]) => [feed, tf.scalar(value)]))
          ;({ weight, slots } = optimizer.update(weight, clipped?.gradients[0] ?? given, slots, feeds, true))
          weights.push(...weight.dataSync())
        })
      })
      return { params: weights, total_norm: norms }
    },
  }
}
export default adapter
