/** Which runs are marked, and which stand on the two sides of a comparison of groups. */
import { computed, ref, type Ref } from 'vue'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { mostInGroup } from './limits.ts'
import type { Row } from './rows.ts'

/** Kept while other pages are open, so that they are still there on the way back. */
const marked = ref<ReadonlySet<string>>(new Set())
const before = ref<ReadonlySet<string>>(new Set())
const after = ref<ReadonlySet<string>>(new Set())

/** `runs`: all of them, in the order in which the marked ones stand. */
export function useMarks(runs: Readonly<Ref<readonly RunRecord[]>>, rows: Readonly<Ref<readonly Row[]>>, at: Ref<number>) {
  const markedRuns = computed(() => (marked.value.size ? runs.value.filter((run) => marked.value.has(run.id)) : []))
  /** Where the last mark was set, from which Shift reaches on. */
  let from = 0

  function turn(some: readonly Row[], on: boolean): void {
    const next = new Set(marked.value)
    for (const { runs: own } of some) for (const { id } of own) if (on) next.add(id); else next.delete(id)
    marked.value = next
  }
  const isMarked = (row: Row) => row.runs.every((run) => marked.value.has(run.id))
  return {
    marked, markedRuns, before, after,
    /** `reach`: all lines since the last one too. */
    mark(row: Row, reach: boolean): void {
      const to = rows.value.findIndex((one) => one.id === row.id)
      turn(reach ? rows.value.slice(Math.min(from, to), Math.max(from, to) + 1) : [row], reach || !isMarked(row))
      if (!reach) from = to
      at.value = to
    },
    markAll: () => turn(rows.value, !rows.value.every(isMarked)),
    /** The marked runs that answered become one side, and are marked no more; a run stands on one side only. */
    setSide(which: 'before' | 'after'): void {
      const own = new Set(markedRuns.value.filter((run) => run.hasPredictions).slice(0, mostInGroup).map((run) => run.id))
      const [mine, other] = which === 'before' ? [before, after] : [after, before]
      if (!own.size) return
      mine.value = own
      other.value = new Set([...other.value].filter((id) => !own.has(id)))
      marked.value = new Set()
    },
    clear(): void { marked.value = new Set(); before.value = new Set(); after.value = new Set() },
  }
}
