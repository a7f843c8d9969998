/** The slot of each variant in a comparison: the baseline 0, the others in the order of the plan; the same rule as in results. */
import type { Plan } from '../../../preload/contract/plan.ts'

export function slotsOf(plan: Pick<Plan, 'baseline' | 'variants'>): Map<string, number> {
  const others = plan.variants.filter((variant) => variant.id !== plan.baseline)
  return new Map([[plan.baseline, 0], ...others.map((variant, i) => [variant.id, i + 1] as [string, number])])
}
