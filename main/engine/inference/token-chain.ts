/**
 * Models whose attention layers all run over the same tokens, one after another: there rollout and relevance follow what a token has
 * gathered through all of them. The answer reads one row of that: the class token's, or what the last pooling took from every place.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { TapMeta } from '../layers/context.ts'
import { matMul } from '../tensorflow/kernels/index.ts'

export interface Heard {
  meta: TapMeta
  tensor: tf.Tensor
}
export interface TokenChain<T extends Heard> {
  /** From every token to every token, the first layer first. */
  layers: T[]
  /** One query for all places, after the last of them. */
  pool: T | null
  grid: [number, number]
  /** Leading tokens that are no places. */
  extra: number
}

const same = (a: [number, number] | null, b: [number, number]) => a?.join() === b.join()

/** Out of everything that a model handed out; null where its layers are no such chain. */
export function tokenChain<T extends Heard>(heard: T[]): TokenChain<T> | null {
  // A model that ends in a map has mixed its places by other means too.
  const features = heard.findLast(({ meta }) => meta.kind === 'features')
  if (features?.tensor.rank !== 3) return null
  const { keyGrid: grid, extra } = features.meta
  const attention = heard.filter(({ meta }) => meta.kind === 'attention' && meta.queries !== 'words')
  const layers = attention.filter(({ meta }) => meta.queryGrid !== null)
  const fits = ({ meta }: T) => same(meta.queryGrid, grid) && same(meta.keyGrid, grid) && meta.extra === extra && meta.distribution !== false
  if (!layers.length || !layers.every(fits)) return null
  const after = attention.slice(attention.indexOf(layers.at(-1)!) + 1)
  const isPool = ({ meta, tensor }: T) => same(meta.keyGrid, grid) && tensor.shape[2] === 1 && meta.distribution !== false
  return { layers, pool: after.length === 1 && isPool(after[0]!) ? after[0]! : null, grid, extra }
}

/** gathered (B, N, N) → what the answer reads of it, (B, 1, queries, N): one query where it reads one, else all. `pooled`: (B, keys) of the last pooling. */
export function readByAnswer({ pool, grid, extra }: TokenChain<Heard>, gathered: tf.Tensor, pooled: tf.Tensor | null): { map: tf.Tensor; meta: Pick<TapMeta, 'keyGrid' | 'queryGrid' | 'extra'> } {
  const one = { keyGrid: grid, queryGrid: null, extra }
  if (pool && pooled) {
    const places = tf.slice(pooled, [0, pool.meta.extra], [-1, -1])
    const rows = tf.slice(gathered, [0, extra, 0], [-1, -1, -1])
    return { map: tf.expandDims(matMul(tf.expandDims(places, 1), rows), 1), meta: one }
  }
  if (extra) return { map: tf.expandDims(tf.slice(gathered, [0, 0, 0], [-1, 1, -1]), 1), meta: one }
  return { map: tf.expandDims(gathered, 1), meta: { ...one, queryGrid: grid } }
}
