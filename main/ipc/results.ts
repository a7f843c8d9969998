/** What comparisons show: computed from the kept predictions once, and again only when a run of theirs has changed. */
import packageJson from '../../package.json' with { type: 'json' }
import type { ComparisonResult, ComparisonState, ComparisonSummary } from '../../preload/contract/comparison.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { RunService } from '../runs/service.ts'
import { comparisonResult } from '../statistics/compare.ts'
import type { ComparisonLine, Store } from '../store/interface.ts'

export function createResults(store: Store, runs: Pick<RunService, 'isWorkingOn'>) {
  /** One computation of a comparison at a time. */
  const computing = new Map<string, Promise<ComparisonResult>>()

  const finishedRuns = async (id: string) => {
    const records = (await store.listRuns({ comparisonId: id })).runs
    return { records, finished: records.filter((run) => run.state === 'finished' && run.hasPredictions).map((run) => run.id) }
  }
  async function compute({ id, plan }: ComparisonLine): Promise<ComparisonResult> {
    let before = await finishedRuns(id)
    for (;;) {
      const result = { ...comparisonResult(plan, before.records, await store.readPredictions(before.finished)), comparisonId: id }
      await store.saveResult(id, packageJson.version, result)
      // A run that finished meanwhile is in the history and not in what was just saved over it.
      const now = await finishedRuns(id)
      if (now.finished.join() === before.finished.join()) return result
      before = now
    }
  }
  function resultOf(line: ComparisonLine): Promise<ComparisonResult> {
    if (line.result) return Promise.resolve(line.result)
    const running = computing.get(line.id) ?? compute(line).finally(() => computing.delete(line.id))
    computing.set(line.id, running)
    return running
  }
  async function lineOf(id: string): Promise<ComparisonLine> {
    const line = await store.getComparison(id)
    if (!line) throw new FoveaError('not-found', 'comparisons.unknown', { id })
    return line
  }
  function stateOf({ id, counts }: ComparisonLine): ComparisonState {
    if (counts.running > 0 || (counts.queued > 0 && runs.isWorkingOn(id))) return 'running'
    if (counts.queued > 0) return 'waiting'
    if (counts.stopped > 0) return 'stopped'
    return counts.failed > 0 ? 'failed' : 'finished'
  }
  async function summaryOf(line: ComparisonLine): Promise<ComparisonSummary> {
    const { queued, running, finished, stopped, failed, progress } = line.counts
    const total = queued + running + finished + stopped + failed
    // One that cannot be computed says so when it is opened; the list of all shows nothing of it.
    const result = finished > 0 ? await resultOf(line).catch(() => null) : null
    const state = stateOf(line)
    return {
      id: line.id, name: line.plan.name, createdAt: line.createdAt, datasetId: line.plan.dataset.id, state,
      progress: total ? progress / total : 0, runs: total, finished, failed,
      marks: result?.rows.flatMap(({ variantId, name, slot, difference, differenceInterval, verdict }) =>
        (difference === null || verdict === null ? [] : [{ variantId, name, slot, difference, interval: differenceInterval, verdict }])) ?? [],
      // While runs are under way the sentence would only say that they are.
      finding: result && state !== 'running' && state !== 'waiting' ? result.finding : null,
      ...(line.imported ? { imported: line.imported } : {}),
    }
  }
  return {
    lineOf,
    summaryOf,
    result: async (id: string) => resultOf(await lineOf(id)),
    list: async () => Promise.all((await store.listComparisons()).map(summaryOf)),
  }
}
export type Results = ReturnType<typeof createResults>
