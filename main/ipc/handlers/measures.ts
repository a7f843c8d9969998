/** measures: not there yet. */
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

const notYet = () => { throw new Error('not there yet') }

export const measureHandlers = (_parts: Parts): CallHandlers<'runs.measure'> => ({
  'runs.measure': notYet,
})
