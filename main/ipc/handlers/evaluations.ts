/** evaluations.*: many images of the user's own, answered at once. */
import { resolve } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'
import { keepTelling } from '../throttle.ts'

type Calls = 'evaluations.begin' | 'evaluations.list' | 'evaluations.rows' | 'evaluations.pixels' | 'evaluations.metrics' | 'evaluations.csv' | 'evaluations.cancel' | 'evaluations.remove' | 'evaluations.restore'

export function evaluationHandlers({ evaluations }: Parts): CallHandlers<Calls> & StreamHandlers<'evaluations.follow'> {
  return {
    'evaluations.begin': async ({ source, ...asked }, caller) => {
      if (source.from === 'path' && caller === 'browser') throw new FoveaError('forbidden', 'evaluations.path-from-browser')
      return { id: await evaluations.begin({ ...asked, source: source.from === 'path' ? { ...source, path: resolve(source.path) } : source }) }
    },
    'evaluations.list': () => evaluations.list(),
    'evaluations.follow': ({ id }, push, signal) => keepTelling({ every: 250, signal, subscribe: (changed) => evaluations.subscribe(id, changed), tell: () => push(evaluations.get(id)) }),
    'evaluations.rows': ({ id, ...asked }) => evaluations.rows(id, asked),
    'evaluations.pixels': ({ id, rows }) => evaluations.pixels(id, rows),
    'evaluations.metrics': ({ id }) => evaluations.metrics(id),
    'evaluations.csv': ({ id, language }) => evaluations.csv(id, language),
    'evaluations.cancel': ({ id }) => {
      evaluations.cancel(id)
      return {}
    },
    'evaluations.remove': ({ id }) => {
      evaluations.remove(id)
      return {}
    },
    'evaluations.restore': ({ id }) => {
      evaluations.restore(id)
      return {}
    },
  }
}
