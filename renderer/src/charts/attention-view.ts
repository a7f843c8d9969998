/**
 * One picture out of an attention map's weights (heads, queries, keys): which heads, seen from which query.
 * Cells carry e = weight × keys, "times even"; the `extra` keys (CLS) are no places and are left out, their weight is kept apart.
 */
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { unpack } from '../../../preload/contract/text.ts'

export interface View {
  rows: number; columns: number
  /** Times even of each cell, row-major. */
  even: Float32Array
  /** What e would be with everything in one cell: the number of keys. */
  keys: number
  /** Weight on keys that are no places, 0..1. */
  elsewhere: number
  /** Cells speak for the answer above 0 and against it below; `even` is then of the size of what they say. */
  signed: boolean
}

/** Decoded once per map: base64 to floats costs more than drawing. */
const decoded = new WeakMap<AttentionMap, Float32Array>()
function weightsOf(map: AttentionMap): Float32Array {
  let weights = decoded.get(map)
  if (!weights) decoded.set(map, (weights = unpack({ ...map.weights, dtype: 'f32' })))
  return weights
}

/** head null is the mean over heads. query null is the overall look: of the CLS query where there is one (it gives the answer), else the mean over all queries. Of a map with words as queries it is the place of the word. */
export function viewOf(map: AttentionMap, head: number | null, query: number | null): View {
  const [rows, columns] = map.keyGrid
  const places = rows * columns
  const weights = weightsOf(map)
  const [heads, queries, keys] = map.weights.shape as [number, number, number]
  const chosenHeads = head === null ? range(heads) : [Math.min(head, heads - 1)]
  const extraQueries = map.queryGrid ? map.extra : 0
  const chosenQueries = query !== null && (map.queryGrid || map.queries) ? [Math.min(extraQueries + query, queries - 1)] : extraQueries > 0 ? range(extraQueries) : range(queries)
  const even = new Float32Array(places)
  const share = keys / (chosenHeads.length * chosenQueries.length)
  let elsewhere = 0
  for (const h of chosenHeads)
    for (const q of chosenQueries) {
      const start = (h * queries + q) * keys
      for (let k = 0; k < map.extra; k++) elsewhere += weights[start + k]!
      for (let k = 0; k < places; k++) even[k]! += weights[start + map.extra + k]! * share
    }
  return { rows, columns, even, keys, elsewhere: elsewhere / (chosenHeads.length * chosenQueries.length), signed: map.kind === 'integrated-gradients' }
}

/** How much each cell counts, whichever way it speaks. */
export const sizes = (view: View): Float32Array => (view.signed ? view.even.map(Math.abs) : view.even)

/** Shares of the evidence that speak for and against the answer; they sum to 1. Null where nothing speaks. */
export function forAndAgainst({ even }: View): { pro: number; contra: number } | null {
  let [pro, contra] = [0, 0]
  for (const e of even) { if (e > 0) pro += e; else contra -= e }
  const all = pro + contra
  return all > 0 ? { pro: pro / all, contra: contra / all } : null
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)

/** The cell of a grid under a point given as fractions of the image. */
export function cellAt(grid: readonly [number, number], x: number, y: number): number {
  const inside = (value: number, n: number) => Math.min(n - 1, Math.max(0, Math.floor(value * n)))
  return inside(y, grid[0]) * grid[1] + inside(x, grid[1])
}
