/** Activations as native ops with hand-written gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { float, run, runAll, type, type OpAttribute } from '../backend.ts'
import { named } from '../names.ts'
import { withGradient } from './gradient.ts'

const T = () => [type('T', 'float32')]

/** An op whose gradient op takes dy and the output, or the input, in either order. */
function native<X extends tf.Tensor>(x: X, op: string, { saves, dyFirst = true, attributes = [] }: { saves: 'input' | 'output'; dyFirst?: boolean; attributes?: OpAttribute[] }): X {
  const settings = [...T(), ...attributes]
  return withGradient([x], (input) => {
    const y = run<tf.Tensor>(op, settings, [input!])
    const gradient = (dy: tf.Tensor, [kept]: tf.Tensor[]) => [run<tf.Tensor>(`${op}Grad`, settings, dyFirst ? [dy, kept!] : [kept!, dy])]
    return { value: y, saved: [saves === 'input' ? input! : y], gradient }
  }) as X
}

/** max(x, 0). */
export const relu = <X extends tf.Tensor>(x: X): X => native(x, 'Relu', { saves: 'output' })
/** min(max(x, 0), 6) (Krizhevsky 2010). */
export const relu6 = <X extends tf.Tensor>(x: X): X => native(x, 'Relu6', { saves: 'output' })
/** x where x > 0, else slope · x (Maas et al. ICML 2013). */
export const leakyRelu = <X extends tf.Tensor>(x: X, slope: number): X => native(x, 'LeakyRelu', { saves: 'input', attributes: [float('alpha', slope)] })
/** x where x > 0, else eˣ − 1 (Clevert et al. ICLR 2016). */
export const elu = <X extends tf.Tensor>(x: X): X => native(x, 'Elu', { saves: 'output' })
/** ln(1 + eˣ). */
export const softplus = <X extends tf.Tensor>(x: X): X => native(x, 'Softplus', { saves: 'input' })
export const sigmoid = <X extends tf.Tensor>(x: X): X => native(x, 'Sigmoid', { saves: 'output', dyFirst: false })
export const tanh = <X extends tf.Tensor>(x: X): X => native(x, 'Tanh', { saves: 'output', dyFirst: false })

/** min(max(x / 6 + 1/2, 0), 1), the sigmoid of MobileNetV3 (Howard et al. ICCV 2019). */
export const hardSigmoid = <X extends tf.Tensor>(x: X): X => named('hard-sigmoid', () => tf.div(relu6(tf.add(x, 3)), 6) as X)
/** x · hardSigmoid(x). */
export const hardSwish = <X extends tf.Tensor>(x: X): X => named('hard-swish', () => tf.mul(x, hardSigmoid(x)))

/** x σ(βx): SiLU or Swish for β = 1 (Ramachandran et al. 1710.05941), the quick GELU of CLIP for β = 1.702. */
function swish<X extends tf.Tensor>(x: X, beta: number): X {
  return withGradient([x], (input) => {
    const gate = run<tf.Tensor>('Sigmoid', T(), [beta === 1 ? input! : tf.mul(input!, beta)])
    const gradient = (dy: tf.Tensor, [xs, s]: tf.Tensor[]) => [tf.mul(dy, tf.mul(s!, tf.add(1, tf.mul(tf.mul(xs!, beta), tf.sub(1, s!)))))]
    return { value: tf.mul(input!, gate), saved: [input!, gate], gradient }
  }) as X
}
export const silu = <X extends tf.Tensor>(x: X): X => named('silu', () => swish(x, 1))
export const quickGelu = <X extends tf.Tensor>(x: X): X => named('gelu', () => swish(x, 1.702))

/** x tanh(softplus(x)) (Misra BMVC 2020). */
export const mish = <X extends tf.Tensor>(x: X): X => named('mish', () => tf.mul(x, tanh(softplus(x))))

const gaussian = (x: tf.Tensor) => tf.mul(1 / Math.sqrt(2 * Math.PI), tf.exp(tf.mul(-0.5, tf.square(x))))

/** x Φ(x) with the exact error function (Hendrycks and Gimpel 1606.08415). */
export function gelu<X extends tf.Tensor>(x: X): X {
  return named('gelu', () => withGradient([x], (input) => {
    const cumulative = tf.mul(0.5, tf.add(1, tf.erf(tf.mul(input!, Math.SQRT1_2))))
    const gradient = (dy: tf.Tensor, [xs, phi]: tf.Tensor[]) => [tf.mul(dy, tf.add(phi!, tf.mul(xs!, gaussian(xs!))))]
    return { value: tf.mul(input!, cumulative), saved: [input!, cumulative], gradient }
  }) as X)
}

/** GELU with the hyperbolic tangent in place of the error function (Hendrycks and Gimpel, section 2): x σ(2u), u = √(2/π) (x + 0.044715x³). */
export function geluTanh<X extends tf.Tensor>(x: X): X {
  return named('gelu', () => {
    const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.mul(x, tf.square(x)))))
    return tf.mul(tf.mul(0.5, x), tf.add(1, tanh(inner)))
  })
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
