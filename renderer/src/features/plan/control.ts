/** A control: the baseline at another width, as large or as much work as a variant tried, so that neither is mistaken for attention. */
import { textShapeOf, type DatasetManifest } from '../../../../preload/contract/dataset.ts'
import { fixed, narrowSpace } from '../../../../preload/contract/format.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import type { InputOf, OutputOf } from '../../../../preload/contract/procedures.ts'
import type { Cost } from '../../../../preload/contract/run.ts'
import { inLanguage, type Language } from '../../../../preload/contract/text.ts'
import { baseline, both, freshId } from './draft.ts'

export type Quantity = 'parameters' | 'macs'
export type Ask = (input: InputOf<'models.match'>) => Promise<OutputOf<'models.match'>>

/** `off`: what the control has more (or less) than the variant it is matched to, as a share of that. */
export interface Control { variant: Variant; cost: Cost; off: number }

/** What is tried, heaviest first; a control is proposed for the first. */
export const triedByWeight = (plan: Plan, costs: ReadonlyMap<string, Cost>): Variant[] =>
  plan.variants.filter((variant) => variant.role === 'tried' && variant.id !== plan.baseline && costs.has(variant.id)).sort((a, b) => costs.get(b.id)!.parameters - costs.get(a.id)!.parameters)

const names: Record<'wider' | 'narrower', Record<Quantity, (of: string) => Record<Language, string>>> = {
  wider: {
    parameters: (of) => ({ en: `Wider, as many parameters as ${of}`, 'zh-CN': `加宽，参数量同${of}` }),
    macs: (of) => ({ en: `Wider, as many MACs as ${of}`, 'zh-CN': `加宽，MAC 同${of}` }),
  },
  narrower: {
    parameters: (of) => ({ en: `Narrower, as many parameters as ${of}`, 'zh-CN': `收窄，参数量同${of}` }),
    macs: (of) => ({ en: `Narrower, as many MACs as ${of}`, 'zh-CN': `收窄，MAC 同${of}` }),
  },
}

export async function matchedControl(plan: Plan, of: Variant, quantity: Quantity, costs: ReadonlyMap<string, Cost>, manifest: DatasetManifest, ask: Ask): Promise<Control> {
  const base = baseline(plan)
  const target = costs.get(of.id)![quantity]
  const way = target < (costs.get(base.id)?.[quantity] ?? 0) ? 'narrower' : 'wider'
  const asked: Variant = { ...base, id: freshId(plan, `${way}-${quantity}`), name: both((l) => names[way][quantity](inLanguage(of.name, l))[l]), role: 'control' }
  const { variant, cost } = await ask({ variant: asked, quantity, target, input: manifest.shape, classes: manifest.classes.length, text: textShapeOf(manifest) })
  return { variant, cost, off: cost[quantity] / target - 1 }
}

/** '+0.4 %', '−12 %', '0.0 %': one place below ten. */
export function share(off: number, language: Language): string {
  const text = fixed(off * 100, Math.abs(off) < 0.0995 ? 1 : 0)
  return `${off > 0 && Number(text) !== 0 ? '+' : ''}${text}${language === 'en' ? narrowSpace : ''}%`
}
