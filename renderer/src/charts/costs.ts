/** What a variant costs, by what it is counted in: for the axis of the cost–accuracy front and for tables. */
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { mean } from '../../../preload/contract/intervals.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'

export const costKinds = ['macs', 'parameters', 'latency', 'memory', 'time'] as const
export type CostKind = (typeof costKinds)[number]

/** In M MACs, k parameters, ms, MB or s. `low` and `high` of what is measured; `own`: what would be left without its attention. */
export interface VariantCost { value: number; low?: number; high?: number; own?: number }

/** Null where it is not known, such as a latency that nobody measured. */
export function costOf(kind: CostKind, row: Pick<ResultRow, 'variantId' | 'cost' | 'seconds'>, runs: readonly Pick<RunRecord, 'variantId' | 'measures'>[]): VariantCost | null {
  if (kind === 'time') return row.seconds === null ? null : { value: row.seconds }
  if (kind === 'latency') {
    const measured = runs.flatMap((run) => (run.variantId === row.variantId && run.measures.latency ? [run.measures.latency] : []))
    if (!measured.length) return null
    return { value: mean(measured.map(({ milliseconds }) => milliseconds)), low: mean(measured.map(({ low }) => low)), high: mean(measured.map(({ high }) => high)) }
  }
  if (!row.cost) return null
  if (kind === 'parameters') return { value: row.cost.parameters / 1e3 }
  if (kind === 'memory') return { value: row.cost.activationBytes / 1e6 }
  const value = row.cost.macs / 1e6
  return row.cost.attentionShare > 0 ? { value, own: value * (1 - row.cost.attentionShare) } : { value }
}

/** Three figures are enough to compare. */
export const writeCost = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
