/** A plan as YAML, whole: defaults are written out, so that the file says the same in later versions. */
import { stringify } from 'yaml'
import type { Plan } from '../../preload/contract/plan.ts'

export const writePlan = (plan: Plan): string => stringify(plan, { lineWidth: 100, flowCollectionPadding: false })
