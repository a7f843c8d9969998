/** The runs of an evaluation as they are shown: with the slots of their comparisons, as long as no two of them have the same. */
import type { Evaluation } from '../../preload/contract/evaluation.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import type { Store } from '../store/interface.ts'

export async function namedRuns(runs: readonly RunRecord[], store: Pick<Store, 'getComparison'>): Promise<Evaluation['runs']> {
  const own = await Promise.all(runs.map(async ({ comparisonId, variantId }) => {
    const plan = (await store.getComparison(comparisonId))?.plan
    const ids = plan ? [plan.baseline, ...plan.variants.map((variant) => variant.id).filter((id) => id !== plan.baseline)] : []
    return ids.indexOf(variantId)
  }))
  const distinct = new Set(own).size === own.length && !own.includes(-1)
  return runs.map(({ id, seed, config }, i) => ({ id, seed, name: config.variant.name, slot: distinct ? own[i]! : i }))
}
