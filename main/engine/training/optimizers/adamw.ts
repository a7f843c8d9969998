/**
 * AdamW (Loshchilov and Hutter ICLR 2019), decay apart from the gradient: w ← w(1 − ηλ);
 * m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Training } from '../../../../preload/contract/plan.ts'
import type { Optimizer } from './optimizer.ts'

type Config = Extract<Training['optimizer'], { id: 'adamw' }>

export function adamw({ beta1, beta2, epsilon, weightDecay }: Config): Optimizer {
  return {
    slots: ['mean', 'square'],
    feeds: ['kept', 'stepSize', 'squareScale'],
    values: (learningRate, step) => ({
      kept: 1 - learningRate * weightDecay,
      stepSize: learningRate / (1 - beta1 ** (step + 1)),
      squareScale: 1 / Math.sqrt(1 - beta2 ** (step + 1)),
    }),
    update(weight, gradient, slots, { kept, stepSize, squareScale }, decay) {
      const mean = tf.add(tf.mul(slots['mean']!, beta1), tf.mul(gradient, 1 - beta1))
      const square = tf.add(tf.mul(slots['square']!, beta2), tf.mul(tf.square(gradient), 1 - beta2))
      const direction = tf.div(mean, tf.add(tf.mul(tf.sqrt(square), squareScale!), epsilon))
      const start = decay ? tf.mul(weight, kept!) : weight
      return { weight: tf.sub(start, tf.mul(direction, stepSize!)), slots: { mean, square } }
    },
  }
}
