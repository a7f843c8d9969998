/** Where a run comes from and what went on from it. */
import type { ComparisonSummary, Imported } from '../../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'

export interface Lineage {
  /** Oldest first; only those that are still here. */
  ancestors: RunRecord[]
  /** It went on from a run that is not here any more. */
  lost: boolean
  continuedBy: RunRecord[]
  imported: Imported | null
}

export function lineageOf(run: RunRecord, runs: readonly RunRecord[], comparisons: readonly ComparisonSummary[]): Lineage {
  const byId = new Map(run.parentId === null ? [] : runs.map((one) => [one.id, one]))
  const ancestors: RunRecord[] = []
  let parent = run.parentId
  while (parent !== null) {
    const found = byId.get(parent)
    if (!found || ancestors.includes(found)) break
    ancestors.unshift(found)
    parent = found.parentId
  }
  return {
    ancestors, lost: parent !== null && !byId.has(parent), continuedBy: runs.filter((one) => one.parentId === run.id),
    imported: comparisons.find((one) => one.id === run.comparisonId)?.imported ?? null,
  }
}
