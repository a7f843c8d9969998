/** groups: not there yet. */
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

const notYet = () => { throw new Error('not there yet') }

export const groupHandlers = (_parts: Parts): CallHandlers<'evidence.curves' | 'evidence.near' | 'evidence.groups'> => ({
  'evidence.curves': notYet,
  'evidence.near': notYet,
  'evidence.groups': notYet,
})
