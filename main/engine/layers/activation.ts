/** Activations by name, for layers that let the model choose. */
import type * as tf from '@tensorflow/tfjs-core'
import { elu, gelu, geluTanh, hardSigmoid, hardSwish, leakyRelu, mish, quickGelu, relu, relu6, sigmoid, silu, softplus, tanh } from '../tensorflow/kernels/index.ts'

export const activations = {
  relu, relu6, gelu, geluTanh, quickGelu, silu, hardSwish, hardSigmoid, sigmoid, tanh, elu, softplus, mish,
  /** Slope 0.1 below 0. */
  leakyRelu: <X extends tf.Tensor>(x: X): X => leakyRelu(x, 0.1),
}

export type Activation = keyof typeof activations
