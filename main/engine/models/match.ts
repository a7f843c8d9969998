/**
 * A variant made wider or narrower until it costs what another does: attention must beat more than its own parameters or
 * work. Families say how they are widened; the rest is a search for the one nearest to a target among those that can be built.
 */
import type { Variant } from '../../../preload/contract/plan.ts'
import { models, type Task } from './catalogue.ts'
import { resolve, resolved } from './resolve.ts'

/** Halvings of an interval of factors: what is left is far below one channel of any width. */
const HALVINGS = 24
/** Factors beyond it are not tried in either direction. */
const FURTHEST = 1024
/** Between two factors tried where widths cannot be built (heads must divide them). */
const STEP = 1 + 1 / 1024

interface Candidate<C> { variant: Variant; cost: C }

/** `measure`: what is matched. Costs must not fall as a model grows wider. Throws what is wrong with the variant itself. */
export function matchedVariant<C>(variant: Variant, target: number, task: Task, cost: (variant: Variant) => C, measure: (cost: C) => number): Candidate<C> {
  const { family, options } = resolved(models, variant, task)
  const own = options as Record<string, unknown>
  const counted = new Map<string, Candidate<C>>()

  /** Only what differs from the variant's own options is written into it. */
  function widened(factor: number): Variant {
    const all = family.widen(options, factor) as Record<string, unknown>
    const changed = Object.entries(all).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(own[key]))
    return { ...variant, with: { ...variant.with, ...Object.fromEntries(changed) } }
  }
  /** The narrowest that can be built from this factor on; null when none up to twice as wide can. */
  function from(factor: number): Candidate<C> | null {
    let last = ''
    for (let f = factor; f <= factor * 2; f *= STEP) {
      const wider = widened(f)
      const key = JSON.stringify(wider.with)
      const known = counted.get(key)
      if (known) return known
      if (key === last || resolve(models, wider, task).problems.length) { last = key; continue }
      const candidate = { variant: wider, cost: cost(wider) }
      counted.set(key, candidate)
      return candidate
    }
    return null
  }
  const size = (candidate: Candidate<C> | null) => (candidate ? measure(candidate.cost) : Infinity)

  let [low, high] = [1, 1]
  while (size(from(high)) < target && high < FURTHEST) high *= 2
  while (size(from(low)) >= target && low > 1 / FURTHEST) low /= 2
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(low * high)
    if (size(from(middle)) < target) low = middle
    else high = middle
  }
  const [below, above] = [from(low), from(high)]
  const nearest = Math.abs(size(above) - target) < Math.abs(size(below) - target) ? above : below
  return (nearest ?? above ?? below)!
}
