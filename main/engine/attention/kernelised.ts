/**
 * Attention whose weights are products of features, φ(q)·φ(k), so that the keys and values are summed up once for all queries
 * and no N × N matrix is made (Katharopoulos et al. ICML 2020): φ(Q)(φ(K)ᵀV) / (φ(Q) Σφ(K) + ε).
 */
import * as tf from '@tensorflow/tfjs-core'
import { matMul } from '../tensorflow/kernels/index.ts'

/** φ(q), φ(k) (B, heads, N, m) and v (B, heads, N, d) → (B, heads, N, d). */
export function kernelised(queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, epsilon: number): tf.Tensor {
  const summed = matMul(keys, values, { transposeA: true })
  const shares = matMul(queries, tf.sum(keys, 2, true), { transposeB: true })
  return tf.div(matMul(queries, summed), tf.add(shares, epsilon))
}

/** The weights that are never made there, (B, heads, N, N), for looking at them. */
export function kernelisedWeights(queries: tf.Tensor, keys: tf.Tensor, epsilon: number): tf.Tensor {
  const products = matMul(queries, keys, { transposeB: true })
  return tf.div(products, tf.add(tf.sum(products, -1, true), epsilon))
}

/** The same where a query sees the keys up to its own place only, which is said here with the N × N products. */
export function causalKernelised(queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, epsilon: number): tf.Tensor {
  const length = queries.shape[2]!
  const earlier = tf.linalg.bandPart(tf.ones([length, length]), -1, 0)
  const products = tf.mul(matMul(queries, keys, { transposeB: true }), earlier)
  return tf.div(matMul(products, values), tf.add(tf.sum(products, -1, true), epsilon))
}
