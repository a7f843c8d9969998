/** A run as a line of the table, and which lines a filter leaves. */
import type { ComparisonSummary } from '../../../../preload/contract/comparison.ts'
import type { RunRecord, RunState } from '../../../../preload/contract/run.ts'
import { inLanguage, type Language } from '../../../../preload/contract/text.ts'

export interface Row { run: RunRecord; comparison: string; model: string }

export function rowsOf(runs: readonly RunRecord[], comparisons: readonly ComparisonSummary[], language: Language): Row[] {
  const names = new Map(comparisons.map((one) => [one.id, inLanguage(one.name, language)]))
  return runs.map((run) => ({ run, comparison: names.get(run.comparisonId) ?? run.comparisonId, model: inLanguage(run.config.variant.name, language) }))
}

/** Every word must occur somewhere in the line; "seed 3" finds seed 3 and not a 3 elsewhere. */
export function matches({ run, comparison, model }: Row, words: string, state: RunState | null): boolean {
  if (state && run.state !== state) return false
  const seed = /(?:seed|种子)\s*(\d+)/i.exec(words)
  if (seed && run.seed !== Number(seed[1])) return false
  const text = `${comparison} ${model} ${run.config.dataset.id} ${run.config.variant.model} ${run.config.variant.insert.map((one) => `${one.mechanism} ${one.at}`).join(' ')}`.toLowerCase()
  return (seed ? words.replace(seed[0], '') : words).toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

export type SortKey = 'createdAt' | 'comparison' | 'model' | 'seed' | 'state' | 'accuracy' | 'loss' | 'seconds' | 'speed'
const valueOf: Record<SortKey, (row: Row) => string | number | null> = {
  createdAt: (row) => row.run.startedAt ?? row.run.createdAt, comparison: (row) => row.comparison, model: (row) => row.model, seed: (row) => row.run.seed, state: (row) => row.run.state,
  accuracy: (row) => row.run.testAccuracy, loss: (row) => row.run.testLoss, seconds: (row) => row.run.seconds, speed: (row) => row.run.imagesPerSecond,
}

/** What has no value stands last in both directions. */
export function sorted(rows: readonly Row[], key: SortKey, descending: boolean): Row[] {
  const value = valueOf[key]
  const turn = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return turn * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y))
  })
}
