/** runs.*: one variant, one seed. */
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'

type Calls = 'runs.list' | 'runs.get' | 'runs.curves' | 'runs.metrics' | 'runs.stop' | 'runs.continue' | 'runs.next' | 'runs.order' | 'runs.label' | 'runs.remove' | 'runs.restore'

export const runHandlers = ({ store, runs }: Parts): CallHandlers<Calls> & StreamHandlers<'runs.follow'> => ({
  'runs.list': (query) => store.listRuns(query),
  'runs.get': async ({ id }) => {
    const run = await store.getRun(id)
    if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
    return run
  },
  'runs.follow': ({ id, afterSeq }, push, signal) => runs.follow(id, afterSeq, push, signal),
  'runs.curves': ({ ids, metrics, maxPoints, fromStep, toStep }) => store.curves(ids, metrics, maxPoints, { fromStep, toStep }),
  'runs.metrics': ({ ids }) => store.metricNames(ids),
  'runs.stop': async ({ id }) => {
    await runs.stopRun(id)
    return {}
  },
  'runs.continue': async ({ id }) => {
    await runs.continueRun(id)
    return {}
  },
  'runs.next': async ({ ids }) => {
    await runs.moveFirst(ids)
    return {}
  },
  'runs.order': async ({ ids }) => {
    await runs.orderRuns([...new Set(ids)])
    return {}
  },
  'runs.label': async ({ changes }) => {
    await runs.labelRuns(changes)
    return {}
  },
  'runs.remove': async ({ ids }) => {
    await runs.removeRuns(ids)
    return {}
  },
  'runs.restore': async ({ ids }) => {
    await runs.restoreRuns(ids)
    return {}
  },
})
