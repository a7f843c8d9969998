/**
 * Multi-head key-value attention (Vaswani et al. NeurIPS 2017, §3.2) over tokens: softmax(score(QWq, KWk)) VWv for each head,
 * joined, then Wo. Queries (B, Lq, Dq), keys (B, Lk, Dk), values (B, Lk, Dv) → (B, Lq, out); Lq and Lk may differ.
 * Parameters (Dq + Dk + Dv)E + E·out, with biases 3E + out more. Fewer heads of keys and values than of queries are
 * grouped-query attention (Ainslie et al. EMNLP 2023), one is multi-query attention (Shazeer 1911.02150).
 */
import * as tf from '@tensorflow/tfjs-core'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Context, Layer, TapMeta } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { xavierUniform, type Initializer } from '../layers/initializers.ts'
import { layerNormalization, rmsNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { attend, type Masks } from './attend.ts'
import type { HeadPosition } from './positions/position.ts'
import { scores, type ScoreId } from './scores/catalogue.ts'
import { talkingHeads } from './talking-heads.ts'
import { joinHeads, repeatHeads, splitHeads } from './tokens.ts'

export const headNorms = ['none', 'layer', 'rms'] as const
export type HeadNorm = (typeof headNorms)[number]

export interface MultiHeadConfig {
  /** E, of the queries of all heads together. */
  width: number
  heads: number
  /** Heads of keys and values; divides `heads`, which share them. */
  keyValueHeads?: number
  queryWidth?: number
  keyWidth?: number
  valueWidth?: number
  /** Of the values of as many heads as there are queries'; E unless it is given. */
  valuesOut?: number
  out?: number
  /** Of the query, key and value projections. */
  bias?: boolean
  keyBias?: boolean
  outBias?: boolean
  /** false: no Wo, the heads side by side are the answer (BoTNet, HaloNet); out is then valuesOut. */
  project?: boolean
  /** Of each query and key, over the width of a head (Henry et al. EMNLP 2020; Dehghani et al. ICML 2023). */
  queryKeyNorm?: HeadNorm
  /** Of that normalisation. */
  epsilon?: number
  score?: ScoreId
  /** Where queries and keys are: turns them, or adds to their scores. */
  position?: HeadPosition
  /** Heads exchange scores and weights. */
  talking?: boolean
  /** Share of the weights set to 0 in training. */
  dropout?: number
  kernel?: Initializer
}

export type Attention = (queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, ctx: Context, meta: TapMeta, masks?: Masks) => tf.Tensor

/** Throws when the width cannot be shared among the heads, or the heads cannot share those of keys and values. */
export function checkHeads(width: number, heads: number, keyValueHeads = heads): void {
  if (width % heads) throw new FoveaError('invalid', 'engine.heads-divide', { width, heads })
  if (heads % keyValueHeads) throw new FoveaError('invalid', 'engine.key-heads-divide', { heads, keyValueHeads })
}

const same: Layer = (x) => x

function headNorm(scope: Scope, kind: HeadNorm, width: number, epsilon: number): Layer {
  if (kind === 'none') return same
  return kind === 'layer' ? layerNormalization(scope, width, epsilon) : rmsNormalization(scope, width, epsilon)
}

const addedBias = (a?: tf.Tensor, b?: tf.Tensor) => (a && b ? tf.add(a, b) : (a ?? b))

export function multiHeadAttention(scope: Scope, config: MultiHeadConfig): Attention {
  const { width, heads, keyValueHeads = heads, queryWidth = width, keyWidth = width, valueWidth = width, valuesOut = width, out = width } = config
  const { bias = true, keyBias = bias, outBias = true, queryKeyNorm = 'none', epsilon = 1e-5, kernel = xavierUniform } = config
  checkHeads(width, heads, keyValueHeads)
  checkHeads(valuesOut, heads)
  const each = width / heads
  const project = (name: string, from: number, to: number, hasBias: boolean) => dense(scope.child(name), { in: from, out: to, bias: hasBias, kernel })
  const query = project('query', queryWidth, width, bias)
  const key = project('key', keyWidth, each * keyValueHeads, keyBias)
  const value = project('value', valueWidth, (valuesOut / heads) * keyValueHeads, bias)
  const output = config.project === false ? same : dense(scope.child('out'), { in: valuesOut, out, bias: outBias, kernel })
  const normalizeQuery = headNorm(scope.child('queryNorm'), queryKeyNorm, each, epsilon)
  const normalizeKey = headNorm(scope.child('keyNorm'), queryKeyNorm, each, epsilon)
  const score = scores[config.score ?? 'scaled-dot'].build(scope.child('score'), { heads, width: each })
  const talk = config.talking ? talkingHeads(scope.child('talk'), heads) : undefined
  const drop = dropoutLayer(scope, config.dropout ?? 0)
  const { bias: placeBias, rotate = (x: tf.Tensor) => x } = config.position ?? {}
  return (queries, keys, values, ctx, meta, masks = {}) => {
    const q = rotate(normalizeQuery(splitHeads(query(queries, ctx), heads), ctx))
    const k = repeatHeads(rotate(normalizeKey(splitHeads(key(keys, ctx), keyValueHeads), ctx)), heads)
    const v = repeatHeads(splitHeads(value(values, ctx), keyValueHeads), heads)
    const bias = addedBias(masks.bias, placeBias?.(q, ctx))
    return output(joinHeads(attend(q, k, v, ctx, { ...masks, bias, path: scope.path, meta, score, talk, drop })), ctx)
  }
}
