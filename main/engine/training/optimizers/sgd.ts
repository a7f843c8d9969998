/**
 * Stochastic gradient descent with momentum as PyTorch's: g ← g + λw; v ← μv + g; w ← w − ηv.
 * Nesterov's form (Sutskever et al. ICML 2013) takes w ← w − η(g + μv).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Training } from '../../../../preload/contract/plan.ts'
import type { Optimizer } from './optimizer.ts'

type Config = Extract<Training['optimizer'], { id: 'sgd' }>

export function sgd({ momentum, nesterov, weightDecay }: Config): Optimizer {
  return {
    slots: momentum ? ['momentum'] : [],
    feeds: ['learningRate'],
    values: (learningRate) => ({ learningRate }),
    update(weight, gradient, slots, { learningRate }, decay) {
      const slope = decay && weightDecay ? tf.add(gradient, tf.mul(weight, weightDecay)) : gradient
      const velocity = momentum ? tf.add(tf.mul(slots['momentum']!, momentum), slope) : slope
      const direction = nesterov && momentum ? tf.add(slope, tf.mul(velocity, momentum)) : velocity
      const next: Record<string, tf.Tensor> = momentum ? { momentum: velocity } : {}
      return { weight: tf.sub(weight, tf.mul(direction, learningRate!)), slots: next }
    },
  }
}
