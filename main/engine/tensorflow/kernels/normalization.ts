/** Batch normalisation (Ioffe and Szegedy ICML 2015) and layer normalisation (Ba et al. 1607.06450). */
import * as tf from '@tensorflow/tfjs-core'
import { bool, float, runAll, string, type } from '../backend.ts'
import { named } from '../names.ts'
import { withGradient } from './gradient.ts'

export interface BatchNormResult {
  y: tf.Tensor
  /** Of this batch when training (variance unbiased, as PyTorch keeps it), else what was given. */
  mean: tf.Tensor
  variance: tf.Tensor
}

interface Settings {
  training: boolean
  epsilon: number
}

const settings = (training: boolean, epsilon: number) => [
  type('T', 'float32'), type('U', 'float32'), float('epsilon', epsilon), string('data_format', 'NHWC'), bool('is_training', training),
]

const nothing = () => tf.tensor1d([], 'float32')

tf.registerKernel({
  kernelName: 'FoveaBatchNorm',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { training, epsilon } = attrs as unknown as Settings
    const { x, gamma, beta, mean, variance } = inputs
    const statistics = training ? [nothing(), nothing()] : [mean!, variance!]
    return runAll('FusedBatchNormV3', [...settings(training, epsilon), float('exponential_avg_factor', 1)], [x!, gamma!, beta!, ...statistics], 6)
  },
})
tf.registerGradient({
  kernelName: 'FoveaBatchNorm',
  inputsToSave: ['x', 'gamma', 'mean', 'variance'],
  // The last three outputs are what the gradient op wants back.
  outputsToSave: [false, false, false, true, true, true],
  gradFunc: (dys, saved, attrs) => {
    const { training, epsilon } = attrs as unknown as Settings
    const [x, gamma, mean, variance, ...reserved] = saved as tf.Tensor[]
    const [dx, dgamma, dbeta] = runAll('FusedBatchNormGradV3', settings(training, epsilon), [(dys as tf.Tensor[])[0]!, x!, gamma!, ...reserved], 5)
    return { x: () => dx!, gamma: () => dgamma!, beta: () => dbeta!, mean: () => tf.zerosLike(mean!), variance: () => tf.zerosLike(variance!) }
  },
})

/**
 * x (…, C) → y of the same shape; gamma, beta, mean, variance (C).
 * Training uses the statistics of the batch and hands them out; otherwise the given ones are used and are constants to the gradient.
 */
export function batchNorm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor, { training, epsilon }: Settings): BatchNormResult {
  const map = x.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, x.shape.at(-1)!])
  const outputs = tf.engine().runKernel('FoveaBatchNorm', { x: map, gamma, beta, mean, variance }, { training, epsilon }) as unknown as tf.Tensor[]
  const y = x.rank === 4 ? outputs[0]! : tf.reshape(outputs[0]!, x.shape)
  return training ? { y, mean: outputs[1]!, variance: outputs[2]! } : { y, mean, variance }
}

/** x (…, C) normalised over its last axis; gamma, beta (C). */
export function layerNorm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor {
  return named('layer-norm', () => withGradient([x, gamma, beta], (input, scale, offset) => {
    const centred = tf.sub(input!, tf.mean(input!, -1, true))
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon))
    const normal = tf.mul(centred, inverse)
    const gradient = (dy: tf.Tensor, [n, r, g]: tf.Tensor[]) => {
      const rows = dy.shape.slice(0, -1).map((_, axis) => axis)
      const dn = tf.mul(dy, g!)
      const dx = tf.mul(r!, tf.sub(tf.sub(dn, tf.mean(dn, -1, true)), tf.mul(n!, tf.mean(tf.mul(dn, n!), -1, true))))
      return [dx, tf.sum(tf.mul(dy, n!), rows), tf.sum(dy, rows)]
    }
    return { value: tf.add(tf.mul(normal, scale!), offset!), saved: [normal, inverse, scale!], gradient }
  }))
}
