/**
 * Multi-head key-value attention (Vaswani et al. NeurIPS 2017, §3.2) over tokens: softmax(score(QWq, KWk)) VWv for each head,
 * joined, then Wo. Queries (B, Lq, Dq), keys (B, Lk, Dk), values (B, Lk, Dv) → (B, Lq, out); Lq and Lk may differ.
 * Parameters (Dq + Dk + Dv)E + E·out, with biases 3E + out more.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Context, TapMeta } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { xavierUniform, type Initializer } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { attend, type Masks } from './attend.ts'
import { scores, type ScoreId } from './scores/catalogue.ts'
import { joinHeads, splitHeads } from './tokens.ts'

export interface MultiHeadConfig {
  /** E, of all heads together. */
  width: number
  heads: number
  queryWidth?: number
  keyWidth?: number
  valueWidth?: number
  out?: number
  /** Of the query, key and value projections; the output always has one. */
  bias?: boolean
  score?: ScoreId
  /** Share of the weights set to 0 in training. */
  dropout?: number
  kernel?: Initializer
}

export type Attention = (queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, ctx: Context, meta: TapMeta, masks?: Masks) => tf.Tensor

/** Throws when the width cannot be shared among the heads. */
export function checkHeads(width: number, heads: number): void {
  if (width % heads) throw new FoveaError('invalid', 'engine.heads-divide', { width, heads })
}

export function multiHeadAttention(scope: Scope, config: MultiHeadConfig): Attention {
  const { width, heads, queryWidth = width, keyWidth = width, valueWidth = width, out = width, bias = true, kernel = xavierUniform } = config
  checkHeads(width, heads)
  const project = (name: string, from: number) => dense(scope.child(name), { in: from, out: width, bias, kernel })
  const query = project('query', queryWidth)
  const key = project('key', keyWidth)
  const value = project('value', valueWidth)
  const output = dense(scope.child('out'), { in: width, out, kernel })
  const score = scores[config.score ?? 'scaled-dot'].build(scope.child('score'), { heads, width: width / heads })
  const drop = dropoutLayer(scope, config.dropout ?? 0)
  return (queries, keys, values, ctx, meta, masks = {}) => {
    const [q, k, v] = [query(queries, ctx), key(keys, ctx), value(values, ctx)].map((x) => splitHeads(x, heads)) as [tf.Tensor, tf.Tensor, tf.Tensor]
    return output(joinHeads(attend(q, k, v, ctx, { ...masks, path: scope.path, meta, score, drop })), ctx)
  }
}
