/** What makes a comparison fair, and what to know before running it. Pure; the page puts it into words. */
import type { Plan } from '../../../../preload/contract/plan.ts'
import type { Cost } from '../../../../preload/contract/run.ts'

export type Note =
  | { ok: true; say: 'sameData' | 'sameTraining' }
  | { ok: true; say: 'controlled' }
  | { ok: false; say: 'fewSeeds'; seeds: number }
  | { ok: false; say: 'size'; variantId: string; parameters: number; baseline: number }
  | { ok: false; say: 'nothingTried' }

/** From how many seeds on a verdict is given. */
const smallestSeeds = 3
/** Smaller differences of size are not worth a line. */
const tolerance = 0.1

/** The variant tried that is largest against the baseline, when it is more than a tenth larger. */
export function oversized(plan: Plan, costs: ReadonlyMap<string, Cost>): { variantId: string; parameters: number; baseline: number } | null {
  const base = costs.get(plan.baseline)?.parameters
  if (base === undefined) return null
  const tried = plan.variants.filter((variant) => variant.role === 'tried' && variant.id !== plan.baseline && costs.has(variant.id))
  const largest = tried.sort((a, b) => costs.get(b.id)!.parameters - costs.get(a.id)!.parameters)[0]
  const parameters = largest ? costs.get(largest.id)!.parameters : 0
  return parameters > base * (1 + tolerance) ? { variantId: largest!.id, parameters, baseline: base } : null
}

export function notesOf(plan: Plan, costs: ReadonlyMap<string, Cost>): Note[] {
  const large = oversized(plan, costs)
  const controlled = plan.variants.some((variant) => variant.role === 'control')
  return [
    { ok: true, say: 'sameData' },
    { ok: true, say: 'sameTraining' },
    ...(controlled ? [{ ok: true, say: 'controlled' } as const] : large ? [{ ok: false, say: 'size', ...large } as const] : []),
    ...(plan.variants.length < 2 ? [{ ok: false, say: 'nothingTried' } as const] : []),
    ...(plan.seeds.length < smallestSeeds ? [{ ok: false, say: 'fewSeeds', seeds: plan.seeds.length } as const] : []),
  ]
}
