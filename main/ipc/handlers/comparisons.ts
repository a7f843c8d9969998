/** comparisons.* and queue.pause. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import { checkPlan } from '../../plans/check.ts'
import { knownHere, manifestHere } from '../catalogue.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'
import { keepTelling } from '../throttle.ts'

type Calls = 'comparisons.list' | 'comparisons.get' | 'comparisons.create' | 'comparisons.extend' | 'comparisons.stop' | 'comparisons.resume' | 'comparisons.remove' | 'comparisons.restore' | 'comparisons.result' | 'queue.pause'

export function comparisonHandlers({ datasets, runs, results, store }: Parts): CallHandlers<Calls> & StreamHandlers<'comparisons.follow'> {
  return {
    'comparisons.list': () => results.list(),
    'comparisons.follow': (_input, push, signal) => keepTelling({ every: 1000, signal, subscribe: (changed) => runs.onChange(changed), tell: async () => push(await results.list()) }),
    'comparisons.get': async ({ id }) => {
      const line = await results.lineOf(id)
      const [summary, { runs: records }] = await Promise.all([results.summaryOf(line), store.listRuns({ comparisonId: id })])
      const dataset = manifestHere(datasets, line.plan.dataset, records)
      const there = dataset || !line.imported ? null : (await store.readImport(id))?.dataset
      return { summary, plan: line.plan, runs: records, dataset, ...(there ? { datasetThere: there } : {}) }
    },
    'comparisons.create': async ({ plan }) => {
      const { problems } = checkPlan(plan, knownHere(datasets))
      const [only] = problems
      if (problems.length === 1) throw new FoveaError(only!.problem.kind, only!.problem.code, only!.problem.params)
      if (only) throw new FoveaError('invalid', 'plan.problems', { count: problems.length })
      return { id: await runs.createComparison(plan) }
    },
    'comparisons.extend': async ({ id, epochs }) => ({ id: await runs.extendComparison(id, epochs) }),
    'comparisons.stop': async ({ id, now }) => {
      await runs.stopComparison(id, now)
      return {}
    },
    'comparisons.resume': async ({ id }) => {
      await runs.resumeComparison(id)
      return {}
    },
    'comparisons.remove': async ({ id }) => {
      await runs.removeComparison(id)
      return {}
    },
    'comparisons.restore': async ({ id }) => {
      await runs.restoreComparison(id)
      return {}
    },
    'comparisons.result': ({ id }) => results.result(id),
    'queue.pause': async ({ paused }) => {
      await runs.pause(paused)
      return {}
    },
  }
}
