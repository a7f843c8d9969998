/** What a line of the table has in a column: one run's value, or what several runs have together. */
import type { Interval } from '../../../../preload/contract/comparison.ts'
import { mean, meanInterval } from '../../../../preload/contract/intervals.ts'
import type { Column, Names } from './columns.ts'
import type { Row } from './rows.ts'
import type { Leaf } from './settings.ts'

/** mixed: the runs have different values and no mean. */
export interface CellValue { value: Leaf; interval: Interval | null; mixed: boolean }

const isNumber = (value: Leaf): value is number => typeof value === 'number'

export function cellValue({ runs, models }: Row, column: Column, names: Names): CellValue {
  const first = column.of(runs[0]!, names)
  if (runs.length === 1) return { value: first, interval: null, mixed: false }
  const values = runs.map((run) => column.of(run, names))
  if (column.several === 'same') {
    const shared = values.every((value) => value === first)
    return { value: shared ? first : null, interval: null, mixed: !shared }
  }
  const known = values.filter(isNumber)
  if (!known.length) return { value: null, interval: null, mixed: false }
  if (column.several === 'smallest') return { value: Math.min(...known), interval: null, mixed: false }
  // Runs of different models are no sample of one thing, so only their mean is given.
  return { value: mean(known), interval: column.several === 'interval' && models === 1 ? meanInterval(known) : null, mixed: false }
}

/** As shown: the value, and half of its interval where it has one. */
export interface Cell { text: string; half: string; mixed: boolean }

export function cellOf(row: Row, column: Column, names: Names): Cell {
  const { value, interval, mixed } = cellValue(row, column, names)
  if (!isNumber(value)) return { text: value === null ? '' : String(value), half: '', mixed }
  const write = (amount: number) => column.write?.(amount, names.language) ?? String(amount)
  return { text: write(value), half: interval ? write((interval.high - interval.low) / 2) : '', mixed }
}
