/** A compatibility function: how well each key fits each query. q (B, heads, Lq, d), k (B, heads, Lk, d) → (B, heads, Lq, Lk). */
import type * as tf from '@tensorflow/tfjs-core'
import type { Scope } from '../../layers/scope.ts'

export interface ScoreShape {
  heads: number
  /** Of one head. */
  width: number
}

export interface Score {
  id: string
  name: { en: string; 'zh-CN': string }
  build(scope: Scope, shape: ScoreShape): (queries: tf.Tensor, keys: tf.Tensor) => tf.Tensor
}
