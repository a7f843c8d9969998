/** A compatibility function: how well each key fits each query. q (B, heads, Lq, d), k (B, heads, Lk, dk) → (B, heads, Lq, Lk). */
import type * as tf from '@tensorflow/tfjs-core'
import type { Scope } from '../../layers/scope.ts'

export interface ScoreShape {
  heads: number
  /** Of a query of one head, d. */
  width: number
  /** Of a key of one head where it differs; only bilinear takes that. */
  keyWidth?: number
}

export interface Score {
  id: string
  name: { en: string; 'zh-CN': string }
  /** Holds d numbers for every pair of a query and a key, and not only their score. */
  pairs: boolean
  build(scope: Scope, shape: ScoreShape): (queries: tf.Tensor, keys: tf.Tensor) => tf.Tensor
}
