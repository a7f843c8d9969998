/**
 * Talking heads (Shazeer et al. 2003.02436; in images Touvron et al. ICCV 2021, CaiT): heads exchange their scores before the
 * softmax and their weights after it, each by a matrix (heads, heads) with a bias. 2h² + 2h parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { zeros, type Initializer } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { matMul } from '../tensorflow/kernels/index.ts'
import type { Attended } from './attend.ts'

/** Heads begin by listening to themselves alone: small random numbers here would begin with next to no weights at all. */
const identity: Initializer = ([heads = 0]) => Float32Array.from({ length: heads * heads }, (_, i) => (i % (heads + 1) === 0 ? 1 : 0))

/** (B, heads, Lq, Lk) → the same; new head j is Σ over i of kernel[i, j] · head i, + bias[j]. */
function mixHeads(scope: Scope, heads: number) {
  const kernel = scope.weight('kernel', [heads, heads], identity)
  const bias = scope.weight('bias', [heads], zeros)
  return (x: tf.Tensor) => {
    const [batch, , queries, keys] = x.shape as [number, number, number, number]
    const mixed = matMul(tf.expandDims(kernel, 0), tf.reshape(x, [batch, heads, queries * keys]), { transposeA: true })
    return tf.reshape(tf.add(mixed, tf.reshape(bias, [heads, 1])), x.shape)
  }
}

export function talkingHeads(scope: Scope, heads: number): NonNullable<Attended['talk']> {
  return { scores: mixHeads(scope.child('scores'), heads), weights: mixHeads(scope.child('weights'), heads) }
}
