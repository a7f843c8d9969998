/** Which runs the table shows: by words, state, dataset and tag. It stands in the address, so that a filtered table can be kept and found again. */
import type { LocationQuery } from 'vue-router'
import { RunState, type RunRecord } from '../../../../preload/contract/run.ts'
import type { Names } from './columns.ts'
import { inLanguage } from '../../../../preload/contract/text.ts'

export interface Filters { words: string; states: RunState[]; datasets: string[]; tags: string[]; archived: boolean }
export const noFilters = (): Filters => ({ words: '', states: [], datasets: [], tags: [], archived: false })

export const filtering = ({ words, states, datasets, tags }: Filters): boolean => words.trim() !== '' || states.length + datasets.length + tags.length > 0

/** What words are looked for in, kept as long as names stay. */
const texts = new WeakMap<Names, WeakMap<RunRecord, string>>()
function textOf(run: RunRecord, names: Names): string {
  const all = texts.get(names) ?? new WeakMap<RunRecord, string>()
  texts.set(names, all)
  const { comparisonId, config: { dataset, variant }, tags, note } = run
  const text = all.get(run) ?? [names.comparison(comparisonId), inLanguage(variant.name, names.language), dataset.id, variant.model, ...variant.insert.flatMap((one) => [one.mechanism, one.at]), ...tags, note].join(' ').toLowerCase()
  all.set(run, text)
  return text
}

const seedIn = /(?:seed|种子)\s*(\d+)/i

/**
 * Every word must occur somewhere in what is known of the run; "seed 3" finds seed 3 and not a 3 elsewhere. Several states or
 * datasets widen the choice, several tags narrow it.
 */
export function matcher({ words, states, datasets, tags, archived }: Filters, names: Names): (run: RunRecord) => boolean {
  const seed = seedIn.exec(words)
  const wanted = words.replace(seedIn, '').toLowerCase().split(/[\s,]+/).filter(Boolean)
  return (run) => {
    if (!archived && run.archivedAt !== null) return false
    if (states.length && !states.includes(run.state)) return false
    if (datasets.length && !datasets.includes(run.config.dataset.id)) return false
    if (!tags.every((tag) => run.tags.includes(tag))) return false
    if (seed && run.seed !== Number(seed[1])) return false
    if (!wanted.length) return true
    const text = textOf(run, names)
    return wanted.every((word) => text.includes(word))
  }
}

/** How many runs have each value, the most frequent first. */
export function counted(runs: readonly RunRecord[], valuesOf: (run: RunRecord) => readonly string[]): { value: string; runs: number }[] {
  const counts = new Map<string, number>()
  for (const run of runs) for (const value of valuesOf(run)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, runs: count })).sort((a, b) => b.runs - a.runs || a.value.localeCompare(b.value))
}

const listed = (value: LocationQuery[string] | undefined): string[] => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')

export const filtersOf = (query: LocationQuery): Filters => ({
  words: listed(query['q'])[0] ?? '',
  states: listed(query['state']).flatMap((one) => { const state = RunState.safeParse(one); return state.success ? [state.data] : [] }),
  datasets: listed(query['dataset']), tags: listed(query['tag']), archived: 'archived' in query,
})

export const queryOf = ({ words, states, datasets, tags, archived }: Filters): LocationQuery => ({
  ...(words && { q: words }), ...(states.length && { state: states }), ...(datasets.length && { dataset: datasets }), ...(tags.length && { tag: tags }), ...(archived && { archived: null }),
})
