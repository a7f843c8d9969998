/** The table of classes: values and differences, found by name and sorted by any column. */
import type { SeedMean, VariantMetrics } from '../../../../preload/contract/evidence.ts'

export const classMetrics = ['precision', 'recall', 'f1', 'areaUnderRoc', 'averagePrecision'] as const
export type ClassMetric = (typeof classMetrics)[number]
/** 'class' is the order of the dataset. */
export type ClassSort = { by: 'class' | 'name' | 'support' } | { by: 'value' | 'change'; metric: ClassMetric }
export interface ClassRow { index: number; name: string; support: number; values: Record<ClassMetric, SeedMean | null>; changes: Record<ClassMetric, number | null> }

export function classRows(before: VariantMetrics, after: VariantMetrics, names: readonly string[]): ClassRow[] {
  return after.classes.flatMap((own, index) => {
    const other = before.classes[index]
    if (!other) return []
    const each = <T>(of: (metric: ClassMetric) => T) => Object.fromEntries(classMetrics.map((metric) => [metric, of(metric)])) as Record<ClassMetric, T>
    return [{ index, name: names[index] ?? String(index), support: own.support, values: each((metric) => own[metric]), changes: each((metric) => (own[metric] && other[metric] ? own[metric].mean - other[metric].mean : null)) }]
  })
}

function keyOf(row: ClassRow, sort: ClassSort): number | string | null {
  if ('metric' in sort) return sort.by === 'value' ? (row.values[sort.metric]?.mean ?? null) : row.changes[sort.metric]
  return { class: row.index, name: row.name, support: row.support }[sort.by]
}

/** What has no value comes last either way. */
export function arranged(rows: readonly ClassRow[], words: string, sort: ClassSort, descending: boolean): ClassRow[] {
  const asked = words.trim().toLowerCase()
  const turn = descending ? -1 : 1
  return rows.filter((row) => row.name.toLowerCase().includes(asked)).sort((a, b) => {
    const [x, y] = [keyOf(a, sort), keyOf(b, sort)]
    if (x === null || y === null) return x === y ? a.index - b.index : x === null ? 1 : -1
    const order = typeof x === 'string' ? x.localeCompare(String(y), undefined, { numeric: true }) : x - Number(y)
    return turn * order || a.index - b.index
  })
}
