/** What a model looked at in an image, as rows of shares that a terminal can shade (word-maps.ts): mean over heads and queries, coarse where the map is fine. */
import type { AttentionMap } from '../../preload/contract/inspect.ts'
import { unpack } from '../../preload/contract/text.ts'

/** Cells of a side at most; neighbours of a finer map are drawn as one. */
const mostCells = 24

/** Of signed evidence, what speaks for the answer. */
export function lookPlaces({ weights, keyGrid: [rows, columns], extra }: AttentionMap): number[][] {
  const values = unpack({ ...weights, dtype: 'f32' })
  const keys = weights.shape[2]!
  const together = Math.ceil(Math.max(rows, columns) / mostCells)
  const places = Array.from({ length: Math.ceil(rows / together) }, () => Array<number>(Math.ceil(columns / together)).fill(0))
  values.forEach((value, i) => {
    const place = (i % keys) - extra
    if (place < 0 || value <= 0) return
    const row = places[Math.floor(Math.floor(place / columns) / together)]!
    row[Math.floor((place % columns) / together)]! += value
  })
  const total = places.flat().reduce((sum, value) => sum + value, 0)
  return places.map((row) => row.map((value) => (total > 0 ? value / total : 0)))
}
