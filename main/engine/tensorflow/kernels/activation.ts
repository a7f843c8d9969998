/** Activations as native ops with hand-written gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { run, runAll, type } from '../backend.ts'
import { withGradient } from './gradient.ts'

const T = () => [type('T', 'float32')]

/** max(x, 0), gradient by ReluGrad. */
export function relu<X extends tf.Tensor>(x: X): X {
  return withGradient([x], (input) => {
    const y = run<tf.Tensor>('Relu', T(), [input!])
    return { value: y, saved: [y], gradient: (dy, [ys]) => [run('ReluGrad', T(), [dy, ys!])] }
  }) as X
}

const gaussian = (x: tf.Tensor) => tf.mul(1 / Math.sqrt(2 * Math.PI), tf.exp(tf.mul(-0.5, tf.square(x))))

/** x Φ(x) with the exact error function (Hendrycks and Gimpel 1606.08415). */
export function gelu<X extends tf.Tensor>(x: X): X {
  return withGradient([x], (input) => {
    const cumulative = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(input!, Math.SQRT1_2))))
    const gradient = (dy: tf.Tensor, [xs, phi]: tf.Tensor[]) => [tf.mul(dy, tf.add(phi!, tf.mul(xs!, gaussian(xs!))))]
    return { value: tf.mul(input!, cumulative), saved: [input!, cumulative], gradient }
  }) as X
}

/** Softmax over the last axis. */
export function softmax<X extends tf.Tensor>(x: X): X {
  return withGradient([x], (input) => {
    const y = run<tf.Tensor>('Softmax', T(), [input!])
    const gradient = (dy: tf.Tensor, [ys]: tf.Tensor[]) => {
      const weighted = tf.mul(dy, ys!)
      return [tf.sub(weighted, tf.mul(ys!, tf.sum(weighted, -1, true)))]
    }
    return { value: y, saved: [y], gradient }
  }) as X
}

/** SoftmaxCrossEntropyWithLogits gives the losses and softmax(logits) - labels, which is the gradient. */
tf.registerKernel({
  kernelName: 'FoveaSoftmaxCrossEntropy',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs }) => runAll('SoftmaxCrossEntropyWithLogits', T(), [inputs['logits']!, inputs['labels']!], 2),
})
tf.registerGradient({
  kernelName: 'FoveaSoftmaxCrossEntropy',
  outputsToSave: [false, true],
  gradFunc: (dys, [slope]) => ({
    logits: () => tf.mul(tf.expandDims((dys as tf.Tensor[])[0]!, 1), slope!),
    labels: () => tf.zerosLike(slope!),
  }),
})

/** Cross entropy of each row. logits (B, K), labels (B, K) of rows that sum to 1 → (B). No gradient to the labels. */
export function softmaxCrossEntropy(logits: tf.Tensor, labels: tf.Tensor): tf.Tensor1D {
  const [loss] = tf.engine().runKernel('FoveaSoftmaxCrossEntropy', { logits, labels }) as unknown as tf.Tensor1D[]
  return loss!
}
