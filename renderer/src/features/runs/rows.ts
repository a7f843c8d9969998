/** Runs as lines of the table: each by itself or the seeds of a model together; which lines a filter leaves, and in which order. */
import type { ComparisonSummary, Interval } from '../../../../preload/contract/comparison.ts'
import { mean, meanInterval } from '../../../../preload/contract/intervals.ts'
import type { RunRecord, RunState } from '../../../../preload/contract/run.ts'
import { inLanguage, type Language } from '../../../../preload/contract/text.ts'

/** One run, or the runs of one model in one comparison (`seeds` > 1 or grouped); figures of a group are means of the runs that have them. */
export interface Row {
  id: string
  runs: RunRecord[]
  comparison: string
  model: string
  state: RunState | null
  accuracy: number | null
  interval: Interval | null
  loss: number | null
  seconds: number | null
  speed: number | null
  parameters: number | null
  startedAt: number | null
}

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
const meanOf = (values: readonly (number | null)[]) => { const all = known(values); return all.length ? mean(all) : null }

function rowOf(id: string, runs: RunRecord[], names: ReadonlyMap<string, string>, language: Language): Row {
  const [first] = runs as [RunRecord]
  const accuracies = known(runs.map((run) => run.testAccuracy))
  return {
    id, runs, comparison: names.get(first.comparisonId) ?? first.comparisonId, model: inLanguage(first.config.variant.name, language),
    state: runs.every((run) => run.state === first.state) ? first.state : null,
    accuracy: meanOf(accuracies), interval: meanInterval(accuracies), loss: meanOf(runs.map((run) => run.testLoss)), seconds: meanOf(runs.map((run) => run.seconds)), speed: meanOf(runs.map((run) => run.imagesPerSecond)),
    parameters: first.cost?.parameters ?? null,
    startedAt: runs.reduce<number | null>((earliest, run) => (run.startedAt === null ? earliest : Math.min(earliest ?? Infinity, run.startedAt)), null),
  }
}

const namesOf = (comparisons: readonly ComparisonSummary[], language: Language) => new Map(comparisons.map((one) => [one.id, inLanguage(one.name, language)]))

export function rowsOf(runs: readonly RunRecord[], comparisons: readonly ComparisonSummary[], language: Language): Row[] {
  const names = namesOf(comparisons, language)
  return runs.map((run) => rowOf(run.id, [run], names, language))
}

/** The seeds of a model in a comparison as one line. */
export function together(rows: readonly Row[], comparisons: readonly ComparisonSummary[], language: Language): Row[] {
  const groups = new Map<string, RunRecord[]>()
  for (const run of rows.flatMap((row) => row.runs)) {
    const key = `${run.comparisonId} ${run.variantId}`
    const group = groups.get(key)
    if (group) group.push(run)
    else groups.set(key, [run])
  }
  const names = namesOf(comparisons, language)
  return [...groups].map(([key, runs]) => rowOf(key, runs, names, language))
}

/** Every word must occur somewhere in the line; "seed 3" finds seed 3 and not a 3 elsewhere. */
export function matches({ runs: [run], comparison, model }: Row, words: string, state: RunState | null): boolean {
  if (!run || (state && run.state !== state)) return false
  const seed = /(?:seed|种子)\s*(\d+)/i.exec(words)
  if (seed && run.seed !== Number(seed[1])) return false
  const text = `${comparison} ${model} ${run.config.dataset.id} ${run.config.variant.model} ${run.config.variant.insert.map((one) => `${one.mechanism} ${one.at}`).join(' ')}`.toLowerCase()
  return (seed ? words.replace(seed[0], '') : words).toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

export type SortKey = 'createdAt' | 'comparison' | 'model' | 'seed' | 'state' | 'accuracy' | 'loss' | 'seconds' | 'speed' | 'parameters'
const valueOf: Record<SortKey, (row: Row) => string | number | null> = {
  createdAt: (row) => row.startedAt ?? row.runs[0]!.createdAt, comparison: (row) => row.comparison, model: (row) => row.model, seed: (row) => (row.runs.length > 1 ? row.runs.length : row.runs[0]!.seed), state: (row) => row.state,
  accuracy: (row) => row.accuracy, loss: (row) => row.loss, seconds: (row) => row.seconds, speed: (row) => row.speed, parameters: (row) => row.parameters,
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
