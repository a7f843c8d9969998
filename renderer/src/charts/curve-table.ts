/** Curves as numbers: a table to read, and every drawn point for a file. */
import type { CurveLine } from './learning-curves.ts'
import { readAt } from './learning-curves.ts'
import type { Range } from './linked.ts'

export interface TableWords { along: string; unit: string; range: Range; writeX(x: number): string; writeY(y: number): string }

/** More rows are not read but searched: then even places are enough. */
const mostRows = 200
const evenRows = 40

export function curveTable(lines: readonly CurveLine[], { along, unit, range: { from, to }, writeX, writeY }: TableWords): { head: string[]; rows: string[][] } {
  const every = [...new Set(lines.flatMap(({ line }) => line.x))].filter((x) => x >= from && x <= to).sort((a, b) => a - b)
  const exact = every.length <= mostRows
  const xs = exact ? every : Array.from({ length: evenRows }, (_, i) => from + ((to - from) * (i + 1)) / evenRows)
  const cell = (line: CurveLine, x: number) => {
    const read = readAt([line], x)[0]
    if (!read || (exact && read.x !== x)) return ''
    return writeY(read.value) + (read.low === undefined ? '' : ` ± ${writeY((read.high! - read.low) / 2)}`)
  }
  return { head: [along, ...lines.map(({ name }) => (unit ? `${name}, ${unit}` : name))], rows: xs.map((x) => [writeX(x), ...lines.map((line) => cell(line, x))]) }
}

/** One line a point: of which line, what kind, where, and its interval where it has one. */
export function curveNumbers(lines: readonly CurveLine[], head: string[], kinds: { raw: string; smooth: string; mean: string; value: string }): (string | number | null)[][] {
  return [head, ...lines.flatMap(({ name, line, raw, band }) => [
    ...(raw ?? []).flatMap(({ x, y }) => x.map((at, i) => [name, kinds.raw, at, y[i]!, null, null])),
    ...line.x.map((at, i) => [name, band ? kinds.mean : raw ? kinds.smooth : kinds.value, at, line.y[i]!, band?.low[i] ?? null, band?.high[i] ?? null]),
  ])]
}
