/**
 * FAVOR+ (Choromanski et al. ICLR 2021): positive random features φ with φ(q)·φ(k) ≈ exp(q·k/√d), from m random directions, of
 * which each block of d is orthogonal. With x' = x·d^-¼: φ(x) = m^-½ (exp(w·x' − |x'|²/2 − max) + ε); generalised: relu(w·x') + ε.
 */
import * as tf from '@tensorflow/tfjs-core'
import { normalFrom, type Initializer } from '../layers/initializers.ts'
import { largestOver } from '../layers/pooling.ts'
import { withGradient } from '../tensorflow/kernels/gradient.ts'
import { matMul, relu } from '../tensorflow/kernels/index.ts'
import { named } from '../tensorflow/names.ts'

type Row = Float64Array

const product = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** Gram-Schmidt: rows of length 1, each perpendicular to those before it. */
export function orthonormal(rows: readonly Row[]): Row[] {
  const done: Row[] = []
  for (const row of rows) {
    const left = Float64Array.from(row)
    for (const other of done) {
      const along = product(left, other)
      left.forEach((_, i) => { left[i]! -= along * other[i]! })
    }
    const length = Math.sqrt(product(left, left))
    done.push(left.map((value) => value / length))
  }
  return done
}

/** Directions (m, d): blocks of d orthogonal rows, with lengths as those of Gaussian vectors. */
export const orthogonalDirections: Initializer = ([count, width], generator) => {
  const next = normalFrom(generator)
  const gaussian = () => Float64Array.from({ length: width! }, next)
  const directions = new Float32Array(count! * width!)
  for (let first = 0; first < count!; first += width!) {
    orthonormal(Array.from({ length: width! }, gaussian)).slice(0, count! - first).forEach((row, i) => {
      const length = Math.hypot(...gaussian())
      directions.set(row.map((value) => value * length), (first + i) * width!)
    })
  }
  return directions
}

/** Largest value over the axes, a constant to the gradient. */
const constantMaximum = (x: tf.Tensor, axes: number[]): tf.Tensor =>
  withGradient([x], (input) => ({ value: tf.max(input!, axes, true), saved: [input!], gradient: (_, [kept]) => [tf.zerosLike(kept!)] }))

const scaled = (x: tf.Tensor) => tf.mul(x, x.shape[3]! ** -0.25)

/** What is usually added to exp, and to relu. */
const SMALL = { softmax: 1e-4, relu: 1e-3 }

/**
 * x (B, heads, N, d), directions (m, d) → (B, heads, N, m). The maximum, which keeps exp in range, is of each query alone, and of all
 * keys of a head together. Since ε is added after exp it does not cancel quite, and the exact gradient passes through it; known
 * packages take it for a constant (`detached`), which changes gradients by about ε.
 */
export function softmaxFeatures(x: tf.Tensor, directions: tf.Tensor, of: 'queries' | 'keys', { detached = false, epsilon = SMALL.softmax } = {}): tf.Tensor {
  return named('random-features', () => {
    const along = scaled(x)
    const projected = matMul(along, directions, { transposeB: true })
    const half = tf.mul(0.5, tf.sum(tf.square(along), -1, true))
    const top = (detached ? constantMaximum : largestOver)(projected, of === 'queries' ? [3] : [2, 3])
    return tf.mul(tf.add(tf.exp(tf.sub(tf.sub(projected, half), top)), epsilon), directions.shape[0]! ** -0.5)
  })
}

export const reluFeatures = (x: tf.Tensor, directions: tf.Tensor, epsilon = SMALL.relu): tf.Tensor =>
  named('random-features', () => tf.add(relu(matMul(scaled(x), directions, { transposeB: true })), epsilon))

/** d ln d, the number at which the error of the approximation no longer grows with d; at least 1. */
export const usualFeatures = (width: number): number => Math.max(1, Math.floor(width * Math.log(width)))
