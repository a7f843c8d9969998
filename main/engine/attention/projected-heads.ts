/**
 * What attention among tokens has around its core: query, key and value projections, a core that works on each head, and an
 * output projection. (B, L, C) → (B, L, C). Parameters 4C² + 4C.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Context, Layer } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { xavierUniform } from '../layers/initializers.ts'
import type { Scope } from '../layers/scope.ts'
import { joinHeads, splitHeads } from './tokens.ts'

export interface ProjectedHeadsConfig {
  width: number
  heads: number
  /** Of the query, key and value projections. */
  bias?: boolean
  /** false: the heads are only joined. */
  output?: boolean
}

/** Queries, keys and values (B, heads, L, d) → (B, heads, L, d). */
export type Core = (queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor, ctx: Context) => tf.Tensor

export function projectedHeads(scope: Scope, { width, heads, bias = true, output = true }: ProjectedHeadsConfig, core: Core): Layer {
  const project = (name: string) => dense(scope.child(name), { in: width, out: width, bias, kernel: xavierUniform })
  const [query, key, value] = [project('query'), project('key'), project('value')]
  const join = output ? dense(scope.child('out'), { in: width, out: width, kernel: xavierUniform }) : null
  return (x, ctx) => {
    const joined = joinHeads(core(splitHeads(query(x, ctx), heads), splitHeads(key(x, ctx), heads), splitHeads(value(x, ctx), heads), ctx))
    return join ? join(joined, ctx) : joined
  }
}
