/** An operation with a gradient of its own. */
import * as tf from '@tensorflow/tfjs-core'

export interface Operation {
  value: tf.Tensor
  /** Kept for the gradient. */
  saved: tf.Tensor[]
  /** Gradients to the inputs, in their order. */
  gradient(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[]
}

/** Runs `forward` outside the tape and puts its gradient on it. */
export function withGradient(inputs: tf.Tensor[], forward: (...inputs: tf.Tensor[]) => Operation): tf.Tensor {
  const operation = tf.customGrad(((...given: unknown[]) => {
    const save = given.pop() as tf.GradSaveFunc
    const { value, saved, gradient } = forward(...(given as tf.Tensor[]))
    save(saved)
    return { value, gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradient(dy, kept) }
  }) as Parameters<typeof tf.customGrad>[0])
  return operation(...inputs)
}
