/** What makes a comparison fair, and every difference beside attention itself, before running. Pure; the page puts it into words. */
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import type { Cost } from '../../../../preload/contract/run.ts'
import { triedByWeight, type Quantity } from './control.ts'

export type Note =
  | { ok: true; say: 'sameData' | 'sameAugment' | 'sameBudget' | 'sameSeeds' }
  /** `off`: shares by which the control differs from the variant it comes nearest to. */
  | { ok: true; say: 'control'; variantId: string; against: string; off: Record<Quantity, number> }
  | { ok: false; say: 'otherModel'; variantIds: string[] }
  | { ok: false; say: 'otherOptions'; variantIds: string[]; options: string[] }
  | { ok: false; say: 'size' | 'work'; variantId: string; own: number; baseline: number }
  | { ok: false; say: 'fewSeeds'; seeds: number }
  | { ok: false; say: 'nothingTried' }

/** From how many seeds on a verdict is given. */
const smallestSeeds = 3
/** Smaller differences of cost are not worth a line. */
const tolerance = 0.1

const tried = (plan: Plan) => plan.variants.filter((variant) => variant.role === 'tried' && variant.id !== plan.baseline)

/** What else than attention variants have other than the baseline: one note for the model, one for each set of options. */
function differences(plan: Plan): Note[] {
  const base = plan.variants.find((variant) => variant.id === plan.baseline)!
  const models = tried(plan).filter((variant) => variant.model !== base.model)
  const options = new Map<string, string[]>()
  for (const variant of tried(plan).filter((one) => one.model === base.model)) {
    const other = [...new Set([...Object.keys(base.with), ...Object.keys(variant.with)])].filter((key) => JSON.stringify(base.with[key]) !== JSON.stringify(variant.with[key]))
    if (other.length) options.set(other.join(), [...(options.get(other.join()) ?? []), variant.id])
  }
  return [
    ...(models.length ? [{ ok: false, say: 'otherModel', variantIds: models.map(({ id }) => id) } as const] : []),
    ...[...options].map(([keys, variantIds]): Note => ({ ok: false, say: 'otherOptions', variantIds, options: keys.split(',') })),
  ]
}

/** The variant that has most of something, when that is a tenth more than the baseline and no control has it too. */
function unmatched(plan: Plan, costs: ReadonlyMap<string, Cost>, quantity: Quantity): Note[] {
  const base = costs.get(plan.baseline)?.[quantity]
  const of = (variant: Variant) => costs.get(variant.id)![quantity]
  const most = triedByWeight(plan, costs).sort((a, b) => of(b) - of(a))[0]
  if (base === undefined || !most || of(most) <= base * (1 + tolerance)) return []
  if (plan.variants.some((variant) => variant.role === 'control' && costs.has(variant.id) && of(variant) >= of(most) * (1 - tolerance))) return []
  return [{ ok: false, say: quantity === 'parameters' ? 'size' : 'work', variantId: most.id, own: of(most), baseline: base }]
}

function controls(plan: Plan, costs: ReadonlyMap<string, Cost>): Note[] {
  return plan.variants.filter((variant) => variant.role === 'control' && costs.has(variant.id)).flatMap((control): Note[] => {
    const own = costs.get(control.id)!
    const near = triedByWeight(plan, costs).map((variant) => {
      const other = costs.get(variant.id)!
      const off = { parameters: own.parameters / other.parameters - 1, macs: own.macs / other.macs - 1 }
      return { variant, off, least: Math.min(Math.abs(off.parameters), Math.abs(off.macs)) }
    }).sort((a, b) => a.least - b.least)[0]
    return near && near.least <= tolerance ? [{ ok: true, say: 'control', variantId: control.id, against: near.variant.id, off: near.off }] : []
  })
}

export function notesOf(plan: Plan, costs: ReadonlyMap<string, Cost>): Note[] {
  return [
    { ok: true, say: 'sameData' }, { ok: true, say: 'sameAugment' }, { ok: true, say: 'sameBudget' }, { ok: true, say: 'sameSeeds' },
    ...differences(plan),
    ...unmatched(plan, costs, 'parameters'),
    ...unmatched(plan, costs, 'macs'),
    ...controls(plan, costs),
    ...(plan.variants.length < 2 ? [{ ok: false, say: 'nothingTried' } as const] : []),
    ...(plan.seeds.length < smallestSeeds ? [{ ok: false, say: 'fewSeeds', seeds: plan.seeds.length } as const] : []),
  ]
}
