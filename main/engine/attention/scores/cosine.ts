/**
 * Cosine (Liu et al. CVPR 2022, Swin V2): τ · cos(q, k). The length of a vector no longer counts, so scores stay in ±τ.
 * τ = exp(min(s, ln 100)), one s a head that starts at ln 10; or a fixed τ = 10.
 */
import * as tf from '@tensorflow/tfjs-core'
import { constant } from '../../layers/initializers.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import { named } from '../../tensorflow/names.ts'
import type { Score } from './score.ts'

const START = 10
const LARGEST = 100
/** Below any length that counts; under the root it keeps the gradient of a zero vector finite. */
const SHORTEST = 1e-6

const unit = (x: tf.Tensor) => named('normalize', () => tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x), -1, true), SHORTEST ** 2))))
const cosines = (queries: tf.Tensor, keys: tf.Tensor) => matMul(unit(queries), unit(keys), { transposeB: true })

export const cosine: Score = {
  id: 'cosine',
  name: { en: 'Cosine, learned temperature, τ cos(q, k)', 'zh-CN': '余弦，可学习温度 τ cos(q, k)' },
  pairs: false,
  build: (scope, { heads }) => {
    const s = scope.weight('temperature', [heads, 1, 1], constant(Math.log(START)), { decay: false })
    return (queries, keys) => tf.mul(cosines(queries, keys), tf.exp(tf.minimum(s, Math.log(LARGEST))))
  },
}

export const fixedCosine = (scale: number): Score => ({
  id: 'cosine-fixed',
  name: { en: 'Cosine, 10 cos(q, k)', 'zh-CN': '余弦 10 cos(q, k)' },
  pairs: false,
  build: () => (queries, keys) => tf.mul(cosines(queries, keys), scale),
})

export const cosineFixed = fixedCosine(START)
