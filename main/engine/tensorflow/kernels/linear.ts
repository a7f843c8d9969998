/** Matrix products and bias with native gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { bool, run, string, type } from '../backend.ts'
import { withGradient } from './gradient.ts'

export interface MatMulOptions {
  transposeA?: boolean
  transposeB?: boolean
}

/** x repeated along its leading axes so that they are `leading`. */
function spread(x: tf.Tensor, leading: number[]): tf.Tensor {
  const own = [...Array<number>(leading.length + 2 - x.rank).fill(1), ...x.shape]
  const repeats = [...leading.map((length, axis) => length / own[axis]!), 1, 1]
  return repeats.every((times) => times === 1) ? x : tf.tile(tf.reshape(x, own), repeats)
}

/**
 * The product without a gradient: MatMul for two matrices, BatchMatMulV2 otherwise. That op broadcasts leading axes itself,
 * but with one matrix on one side and several on the other it writes past its memory (oneDNN, TensorFlow 2.21), so they are repeated first.
 */
function product(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean): tf.Tensor {
  if (a.rank === 2 && b.rank === 2) return run('MatMul', [type('T', 'float32'), bool('transpose_a', transposeA), bool('transpose_b', transposeB)], [a, b])
  const leading = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  return run('BatchMatMulV2', [type('T', 'float32'), bool('adj_x', transposeA), bool('adj_y', transposeB)], [spread(a, leading), spread(b, leading)])
}

/** Sums a gradient over the leading axes along which its operand was broadcast. */
function reduced(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const missing = gradient.rank - shape.length
  const axes = gradient.shape.flatMap((length, axis) => (axis < missing || (shape[axis - missing] === 1 && length > 1) ? [axis] : []))
  return axes.length ? tf.reshape(tf.sum(gradient, axes), shape) : gradient
}

/** a (…, n, k) · b (…, k, m) → (…, n, m), either transposed on request; leading axes broadcast. */
export function matMul(a: tf.Tensor, b: tf.Tensor, { transposeA = false, transposeB = false }: MatMulOptions = {}): tf.Tensor {
  if (a.rank > 2 && b.rank === 2 && !transposeA) {
    // Many rows against one matrix: one large product is quicker than a batch of small ones.
    const rows = a.shape.slice(0, -1)
    const flat = matMul(tf.reshape(a, [-1, a.shape.at(-1)!]), b, { transposeB })
    return tf.reshape(flat, [...rows, flat.shape[1]!])
  }
  return withGradient([a, b], (left, right) => {
    const gradient = (dy: tf.Tensor, [l, r]: tf.Tensor[]) => {
      const dl = transposeA ? product(r!, dy, transposeB, true) : product(dy, r!, false, !transposeB)
      const dr = transposeB ? product(dy, l!, true, transposeA) : product(l!, dy, !transposeA, false)
      return [reduced(dl, l!.shape), reduced(dr, r!.shape)]
    }
    return { value: product(left!, right!, transposeA, transposeB), saved: [left!, right!], gradient }
  })
}

/** x (…, C) + bias (C). */
export function biasAdd<X extends tf.Tensor>(x: X, bias: tf.Tensor): X {
  const settings = [type('T', 'float32'), string('data_format', 'NHWC')]
  return withGradient([x, bias], (input, offset) => ({
    value: run('BiasAdd', settings, [input!, offset!]),
    saved: [],
    gradient: (dy) => [dy, run('BiasAddGrad', settings, [dy])],
  })) as X
}
