/** evaluations: not there yet. */
import type { Parts } from '../parts.ts'
import type { CallHandlers, StreamHandlers } from '../router.ts'

const notYet = () => { throw new Error('not there yet') }

export const evaluationHandlers = (_parts: Parts): CallHandlers<'evaluations.begin' | 'evaluations.list' | 'evaluations.rows' | 'evaluations.pixels' | 'evaluations.metrics' | 'evaluations.csv' | 'evaluations.cancel' | 'evaluations.remove' | 'evaluations.restore'> & StreamHandlers<'evaluations.follow'> => ({
  'evaluations.follow': async () => notYet(),
  'evaluations.begin': notYet,
  'evaluations.list': notYet,
  'evaluations.rows': notYet,
  'evaluations.pixels': notYet,
  'evaluations.metrics': notYet,
  'evaluations.csv': notYet,
  'evaluations.cancel': notYet,
  'evaluations.remove': notYet,
  'evaluations.restore': notYet,
})
