/** plans.*: what can be compared, checked before anything runs. */
import { checkPlan } from '../../plans/check.ts'
import { parsePlan } from '../../plans/parse.ts'
import { starters } from '../../plans/starters.ts'
import { writePlan } from '../../plans/write.ts'
import { knownHere } from '../catalogue.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers } from '../router.ts'

/** Images shown with a starter. */
const shown = 12

export const planHandlers = ({ datasets }: Parts): CallHandlers<'plans.starters' | 'plans.check' | 'plans.parse' | 'plans.write'> => ({
  'plans.starters': () => Promise.all(starters().map(async ({ id, plan }) => {
    const { key } = await datasets.prepare(plan.dataset)
    return { id, plan, samples: datasets.samples(key, { split: 'test', offset: 0, limit: shown }).images }
  })),
  'plans.check': ({ plan }) => {
    const checked = checkPlan(plan, knownHere(datasets))
    return { plan: checked.plan, problems: checked.problems.map(({ at, problem }) => ({ at, problem })) }
  },
  'plans.parse': ({ text }) => parsePlan(text, knownHere(datasets)),
  'plans.write': ({ plan }) => ({ yaml: writePlan(plan) }),
})
