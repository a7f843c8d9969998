/**
 * Nyström attention (Xiong et al. AAAI 2021): softmax(QKᵀ) ≈ softmax(QK̃ᵀ) · softmax(Q̃K̃ᵀ)⁺ · softmax(Q̃Kᵀ), where Q̃ and K̃ are
 * m landmarks, the means of m stretches of the tokens, and ⁺ is a pseudo-inverse found by iteration.
 */
import * as tf from '@tensorflow/tfjs-core'
import { largestOver } from '../layers/pooling.ts'
import { matMul, softmax } from '../tensorflow/kernels/index.ts'
import { named } from '../tensorflow/names.ts'

/** Means of m stretches as even as can be, the longer ones first: (B, heads, N, d) → (B, heads, m, d). N ≥ m. */
function landmarksOf(x: tf.Tensor, count: number): tf.Tensor {
  const [batch, heads, length, width] = x.shape as [number, number, number, number]
  const [short, longer] = [Math.floor(length / count), length % count]
  const means = (part: tf.Tensor, stretches: number) => tf.mean(tf.reshape(part, [batch, heads, stretches, -1, width]), 3)
  if (!longer) return means(x, count)
  const at = longer * (short + 1)
  return tf.concat([means(tf.slice(x, [0, 0, 0, 0], [-1, -1, at, -1]), longer), means(tf.slice(x, [0, 0, at, 0], [-1, -1, -1, -1]), count - longer)], 2)
}

export interface NystromConfig {
  landmarks: number
  iterations: number
  /** The start of the iteration from each head of each sample; known packages take one maximum over the whole batch, so that a result depends on its neighbours. */
  start?: 'sample' | 'batch'
}

/** Pseudo-inverse of matrices whose rows sum to 1, (B, heads, m, m) → the same (Razavi et al. 2014): Z ← ¼Z(13I − AZ(15I − AZ(7I − AZ))), Z₀ = Aᵀ / max column sum. */
function pseudoInverse(a: tf.Tensor, { iterations, start = 'sample' }: Pick<NystromConfig, 'iterations' | 'start'>): tf.Tensor {
  return named('pseudo-inverse', () => {
    const size = a.shape[3]!
    const unit = tf.reshape(tf.eye(size), [1, 1, size, size])
    const times = (factor: number) => tf.mul(unit, factor)
    const largest = largestOver(tf.sum(a, 2, true), start === 'batch' ? [0, 1, 3] : [3])
    let z: tf.Tensor = tf.div(tf.transpose(a, [0, 1, 3, 2]), largest)
    for (let i = 0; i < iterations; i++) {
      const az = matMul(a, z)
      z = tf.mul(matMul(z, tf.sub(times(13), matMul(az, tf.sub(times(15), matMul(az, tf.sub(times(7), az)))))), 0.25)
    }
    return z
  })
}

export interface NystromFactors {
  /** softmax(QK̃ᵀ), (B, heads, N, m). */
  queries: tf.Tensor
  /** softmax(Q̃K̃ᵀ), (B, heads, m, m), and its pseudo-inverse. */
  between: tf.Tensor
  inverse: tf.Tensor
  /** softmax(Q̃Kᵀ), (B, heads, m, N). */
  keys: tf.Tensor
}

/** q, k (B, heads, N, d). Fewer tokens than landmarks are landmarks all of them. */
export function nystromFactors(q: tf.Tensor, k: tf.Tensor, { landmarks, ...inversion }: NystromConfig): NystromFactors {
  const [, , length, width] = q.shape as [number, number, number, number]
  const count = Math.min(landmarks, length)
  const asked = tf.mul(q, width ** -0.5)
  const [queryMarks, keyMarks] = [landmarksOf(asked, count), landmarksOf(k, count)]
  const weights = (left: tf.Tensor, right: tf.Tensor) => softmax(matMul(left, right, { transposeB: true }))
  const between = weights(queryMarks, keyMarks)
  return { queries: weights(asked, keyMarks), between, inverse: pseudoInverse(between, inversion), keys: weights(queryMarks, k) }
}

/** (B, heads, N, d) → the same, without an N × N matrix. */
export const nystromAnswer = ({ queries, inverse, keys }: NystromFactors, values: tf.Tensor): tf.Tensor => matMul(matMul(queries, inverse), matMul(keys, values))

/** That matrix, for looking at it: rows sum to about 1, and single weights may be below 0. */
export const nystromWeights = ({ queries, inverse, keys }: NystromFactors): tf.Tensor => matMul(matMul(queries, inverse), keys)
