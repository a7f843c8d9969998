/** What a map of weights over cells says: the cells that hold half of the look, how spread it is, and where. */

/** The fewest cells that together hold at least half of the weight, heaviest first; ties in reading order. */
export function halfOfLook(weights: ArrayLike<number>): Set<number> {
  const order = Array.from(weights, (_, i) => i).sort((a, b) => weights[b]! - weights[a]! || a - b)
  const total = order.reduce((sum, i) => sum + weights[i]!, 0)
  const cells = new Set<number>()
  if (!(total > 0)) return cells
  let held = 0
  for (const i of order) {
    cells.add(i)
    held += weights[i]!
    if (held >= total / 2 - 1e-6 * total) break
  }
  return cells
}

/** Spread: entropy of the weights over ln N. 1 looks everywhere equally, 0 is all in one cell; null when nothing is looked at. */
export function entropy(weights: ArrayLike<number>): number | null {
  let total = 0
  for (let i = 0; i < weights.length; i++) total += weights[i]!
  if (!(total > 0)) return null
  if (weights.length < 2) return 0
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    const p = weights[i]! / total
    if (p > 0) sum -= p * Math.log(p)
  }
  return Math.abs(sum / Math.log(weights.length))
}

/** Edges of a set of cells as an SVG path in cell units; one `M…h1` or `M…v1` per edge between a cell inside and one outside. */
export function outline(cells: ReadonlySet<number>, rows: number, columns: number): string {
  const has = (row: number, column: number) => row >= 0 && column >= 0 && row < rows && column < columns && cells.has(row * columns + column)
  let path = ''
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++) {
      if (column < columns && has(row - 1, column) !== has(row, column)) path += `M${column} ${row}h1`
      if (row < rows && has(row, column - 1) !== has(row, column)) path += `M${column} ${row}v1`
    }
  return path
}

export type Place = 'upper left' | 'top' | 'upper right' | 'left' | 'middle' | 'right' | 'lower left' | 'bottom' | 'lower right'
const places: Place[] = ['upper left', 'top', 'upper right', 'left', 'middle', 'right', 'lower left', 'bottom', 'lower right']

/** In which ninth of the image the centre of the given cells lies; null when there are none. */
export function placeOfCells(cells: ReadonlySet<number>, rows: number, columns: number): Place | null {
  if (!cells.size) return null
  let y = 0
  let x = 0
  for (const cell of cells) { y += Math.floor(cell / columns) + 0.5; x += (cell % columns) + 0.5 }
  const third = (value: number, length: number) => Math.min(2, Math.floor((3 * value) / cells.size / length))
  return places[third(y, rows) * 3 + third(x, columns)]!
}

/** Agreement of heads: mean over their pairs of Σ min(p, q). 1 is the same map, 0 no cell in common. */
export function agreement(heads: readonly ArrayLike<number>[]): number | null {
  if (heads.length < 2) return null
  const shares = heads.map((head) => { const list = Array.from(head); const total = list.reduce((a, b) => a + b, 0) || 1; return list.map((w) => w / total) })
  let sum = 0
  let pairs = 0
  for (let i = 0; i < shares.length; i++)
    for (let j = 0; j < i; j++) { sum += shares[i]!.reduce((s, w, k) => s + Math.min(w, shares[j]![k]!), 0); pairs += 1 }
  return sum / pairs
}
