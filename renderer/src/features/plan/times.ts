/**
 * What the runs of a plan will take, measured on request by a few steps and remembered while the window is open. Of few
 * different models each is measured; of many the one with fewest and the one with most MACs, and what lies between is read off
 * the line between its neighbours.
 */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import type { Cost, RunTime } from '../../../../preload/contract/run.ts'
import { call } from '../../client/index.ts'

type Costs = ReadonlyMap<string, Cost>
/** What is asked of a plan here, so that variants thought of only can be asked for too. */
export type Timed = Pick<Plan, 'dataset' | 'training' | 'variants' | 'seeds'>

/** Up to so many different models each is measured. */
const few = 6

const measured = new Map<string, RunTime>()
const keyOf = ({ dataset, training }: Timed, { model, with: options, insert }: Variant) => JSON.stringify([dataset, training, model, options, insert])

/** The variants to measure, so that the time of all can be told. */
export function toMeasure(variants: readonly Variant[], costs: Costs): Variant[] {
  const different = [...new Map(variants.map((variant) => [JSON.stringify([variant.model, variant.with, variant.insert]), variant])).values()]
  if (different.length <= few || different.some((variant) => !costs.has(variant.id))) return different
  const sorted = different.sort((a, b) => costs.get(a.id)!.macs - costs.get(b.id)!.macs)
  return [sorted[0]!, sorted.at(-1)!]
}

/** `read`: variants whose time was not measured but read off by their MACs. */
export interface Total { seconds: number; low: number; high: number; read: number }
type Time = Pick<RunTime, 'seconds' | 'low' | 'high'>

/** The point at `macs` on the lines between measured ones, sorted by their MACs; null outside of them. */
function timeAt(macs: number, points: readonly { macs: number; time: Time }[]): Time | null {
  const after = points.findIndex((point) => point.macs >= macs)
  const [left, right] = [points[after - 1] ?? points[after], points[after]]
  if (!left || !right) return null
  if (after === 0 && right.macs > macs) return null
  const part = right.macs === left.macs ? 0 : (macs - left.macs) / (right.macs - left.macs)
  const between = (name: keyof Time) => left.time[name] + part * (right.time[name] - left.time[name])
  return { seconds: between('seconds'), low: between('low'), high: between('high') }
}

/** Of all variants and seeds together; null while it cannot be told. */
export function totalOf(plan: Timed, timeOf: (variant: Variant) => Time | undefined, costs: Costs): Total | null {
  const points = plan.variants.flatMap((variant) => {
    const [time, cost] = [timeOf(variant), costs.get(variant.id)]
    return time && cost ? [{ macs: cost.macs, time }] : []
  }).sort((a, b) => a.macs - b.macs)
  const times = plan.variants.map((variant) => {
    const cost = costs.get(variant.id)
    return timeOf(variant) ?? (cost ? timeAt(cost.macs, points) : null)
  })
  if (!times.length || times.some((time) => !time)) return null
  const sum = (name: keyof Time) => times.reduce((all, time) => all + time![name], 0) * plan.seeds.length
  return { seconds: sum('seconds'), low: sum('low'), high: sum('high'), read: plan.variants.filter((variant) => !timeOf(variant)).length }
}

export interface Times { total: ComputedRef<Total | null>; done: Ref<number>; of: Ref<number>; measuring: Ref<boolean>; problem: Ref<Problem | null>; measure(): Promise<void> }

export function useTimes(plan: Ref<Timed>, costs: Ref<Costs>): Times {
  /** Counts up when something was measured, since a Map is not reactive. */
  const version = ref(0)
  const done = ref(0)
  const of = ref(0)
  const measuring = ref(false)
  const problem = shallowRef<Problem | null>(null)
  watch(plan, () => { problem.value = null })
  return {
    total: computed(() => (version.value >= 0 ? totalOf(plan.value, (variant) => measured.get(keyOf(plan.value, variant)), costs.value) : null)),
    done, of, measuring, problem,
    async measure() {
      const asked = plan.value
      const wanted = toMeasure(asked.variants, costs.value)
      measuring.value = true
      problem.value = null
      done.value = 0
      of.value = wanted.length
      try {
        for (const variant of wanted) {
          const key = keyOf(asked, variant)
          // What the plan no longer holds need not be waited for; what it still holds is measured to the end.
          if (!plan.value.variants.some((one) => keyOf(plan.value, one) === key)) continue
          if (!measured.has(key)) measured.set(key, await call('models.time', { variant, dataset: asked.dataset, training: asked.training }))
          done.value++
          version.value++
        }
      } catch (error) {
        problem.value = problemOf(error)
      }
      measuring.value = false
    },
  }
}
