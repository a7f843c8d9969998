/** Where each word of a caption looks, as small maps of shaded cells beside each other, one for each word. */
import type { AttentionMap } from '../../preload/contract/inspect.ts'
import { unpack } from '../../preload/contract/text.ts'
import { padEnd, width } from './width.ts'

export interface WordLook {
  word: string
  /** Share of each place, row by row; the mean over the heads. */
  places: number[][]
}

/** The words of a map in order. */
export function wordLooks({ weights, keyGrid: [rows, columns], extra }: AttentionMap, words: readonly string[]): WordLook[] {
  const values = unpack({ ...weights, dtype: 'f32' })
  const [heads, queries, keys] = weights.shape as [number, number, number]
  const share = (word: number, place: number) => Array.from({ length: heads }, (_, head) => values[(head * queries + word) * keys + extra + place]! / heads).reduce((a, b) => a + b, 0)
  return words.map((word, i) => ({ word, places: Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => share(i, y * columns + x))) }))
}

/** Shades by how often a place's share is the even one: below 1, 2, 4, 8 times, and more. */
const shades = ['·', '░', '▒', '▓', '█']
const shade = (times: number) => shades[[1, 2, 4, 8].filter((limit) => times >= limit).length]!

/** Lines no wider than `columns`; what does not fit goes below. */
export function wordMaps(looks: readonly WordLook[], columns: number): string {
  const blocks = looks.map(({ word, places }) => {
    const cells = places.length * places[0]!.length
    const lines = [word, ...places.map((row) => row.map((share) => shade(share * cells).repeat(2)).join(''))]
    const widest = Math.max(...lines.map(width))
    return { widest, lines: lines.map((line) => padEnd(line, widest)) }
  })
  const rows: (typeof blocks)[] = []
  let used = Infinity
  for (const block of blocks) {
    if (used + 2 + block.widest > columns) {
      rows.push([])
      used = 0
    }
    rows.at(-1)!.push(block)
    used += 2 + block.widest
  }
  return rows.map((row) => row[0]!.lines.map((_, i) => row.map(({ lines }) => lines[i]!).join('  ').trimEnd()).join('\n')).join('\n\n')
}
