/** A control: the baseline made wider until it is as large as the largest variant tried, so that size is not mistaken for attention. */
import type { Cost } from '../../../../preload/contract/run.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import { both, baseline, freshId } from './draft.ts'

const widthKeys = ['widths', 'width'] as const

/** Widths times a factor, rounded; null when the model has no width to change. */
export function widened(variant: Variant, defaults: Record<string, unknown>, factor: number): Variant | null {
  for (const key of widthKeys) {
    const value = variant.with[key] ?? defaults[key]
    const scale = (width: number) => Math.max(1, Math.round(width * factor))
    if (Array.isArray(value)) return { ...variant, with: { ...variant.with, [key]: (value as number[]).map(scale) } }
    if (typeof value === 'number') return { ...variant, with: { ...variant.with, [key]: scale(value) } }
  }
  return null
}

/** Parameters grow nearly with the square of the width; a few corrections land as near as whole channels allow. */
export async function widerControl(plan: Plan, defaults: Record<string, unknown>, target: number, cost: (variant: Variant) => Promise<Cost>): Promise<Variant | null> {
  const base = baseline(plan)
  const own: Variant = { ...base, id: freshId(plan, 'wider'), name: both((l) => ({ en: 'Wider, no attention', 'zh-CN': '加宽，无注意力' })[l]), role: 'control' }
  let factor = 1
  let best: { variant: Variant; off: number } | null = null
  for (let i = 0; i < 4; i++) {
    const variant = widened(own, defaults, factor)
    if (!variant) return null
    const { parameters } = await cost(variant)
    const off = Math.abs(parameters - target)
    if (!best || off < best.off) best = { variant, off }
    factor *= Math.sqrt(target / parameters)
  }
  return best!.variant
}
