/** What an optimiser is: a pure function of weight, gradient, slots and this step's numbers. */
import type * as tf from '@tensorflow/tfjs-core'

export interface Optimizer {
  /** Tensors kept for each weight, of its shape, 0 at the start. */
  slots: string[]
  /** Names of the numbers a step is fed. */
  feeds: string[]
  /** Those numbers for step 0, 1, …; computed here in double precision. */
  values(learningRate: number, step: number): Record<string, number>
  /** `decay`: whether weight decay applies to this weight. */
  update(weight: tf.Tensor, gradient: tf.Tensor, slots: Record<string, tf.Tensor>, feeds: Record<string, tf.Tensor>, decay: boolean): { weight: tf.Tensor; slots: Record<string, tf.Tensor> }
}
