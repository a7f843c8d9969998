/** All runs of the history, read a screenful first and kept fresh: when a comparison changes, its runs alone are read again. */
import { ref, shallowRef, watch } from 'vue'
import { isUnderWay, type ComparisonSummary } from '../../../../preload/contract/comparison.ts'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { call, comparisons, connected } from '../../client/index.ts'

const screenful = 60
const pageSize = 1000
/** With more comparisons than these changed, all is read again. */
const fewComparisons = 20

/** Changes whenever a run of the comparison may have changed. */
const stateOf = (one: ComparisonSummary) => `${one.state} ${one.runs} ${one.finished} ${one.failed} ${Math.round(one.progress * 100)}`
const statesOf = (all: readonly ComparisonSummary[]) => new Map(all.map((one) => [one.id, stateOf(one)]))

/** `onFirst` hears of the first page when more follow. */
async function pages(comparisonId: string | null, onFirst: (runs: RunRecord[]) => void = () => {}): Promise<RunRecord[]> {
  const all = new Map<string, RunRecord>()
  for (let offset = 0, total = 1; offset < total;) {
    const page = await call('runs.list', { ...(comparisonId !== null && { comparisonId }), offset, limit: comparisonId === null && !offset ? screenful : pageSize })
    if (!page.runs.length) break
    for (const run of page.runs) all.set(run.id, run)
    total = page.total
    offset += page.runs.length
    if (all.size === page.runs.length && offset < total) onFirst(page.runs)
  }
  return [...all.values()]
}

export function useRuns() {
  const runs = shallowRef<RunRecord[] | null>(null)
  const problem = ref<Problem | null>(null)
  /** Of each comparison, its state when its runs were read. */
  let seen: Map<string, string> | null = null
  let reading = false
  let again = false

  const withRuns = (comparisonId: string, own: RunRecord[]) => {
    const others = (runs.value ?? []).filter((run) => run.comparisonId !== comparisonId)
    runs.value = [...own, ...others]
  }
  async function readSome(ids: Iterable<string>): Promise<void> {
    for (const id of ids) withRuns(id, await pages(id))
  }

  async function bringUpToDate(): Promise<void> {
    const list = comparisons.value
    const now = list && statesOf(list)
    if (runs.value === null) {
      runs.value = await pages(null, (some) => { runs.value = some })
      seen = now
      return
    }
    if (!list || !now) return
    // Runs read before the list was there are as new as it, but those that go on.
    const changed = list.filter((one) => (seen ? seen.get(one.id) !== stateOf(one) : isUnderWay(one))).map((one) => one.id)
    if (changed.length > fewComparisons) runs.value = await pages(null)
    else await readSome(changed)
    if (seen && [...seen.keys()].some((id) => !now.has(id))) runs.value = runs.value.filter((run) => now.has(run.comparisonId))
    seen = now
  }

  async function update(): Promise<void> {
    again = true
    if (reading) return
    reading = true
    try {
      while (again) { again = false; await bringUpToDate() }
      problem.value = null
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      reading = false
    }
  }
  watch(() => comparisons.value?.map((one) => `${one.id} ${stateOf(one)}`).join(), update, { immediate: true })
  watch(connected, (there) => { if (there && problem.value) void update() })

  /** Shown at once; put back when the history refuses. */
  async function change(ids: ReadonlySet<string>, as: (run: RunRecord) => RunRecord | null, tell: () => Promise<unknown>): Promise<boolean> {
    const before = (runs.value ?? []).filter((run) => ids.has(run.id))
    runs.value = (runs.value ?? []).flatMap((run) => (ids.has(run.id) ? (as(run) ?? []) : [run]))
    try {
      await tell()
      problem.value = null
      return true
    } catch (error) {
      runs.value = [...before, ...(runs.value ?? []).filter((run) => !ids.has(run.id))]
      problem.value = problemOf(error)
      return false
    }
  }
  return { runs, problem, change, readAgain: (ids: Iterable<string>) => readSome(ids).catch((error: unknown) => { problem.value = problemOf(error) }) }
}
