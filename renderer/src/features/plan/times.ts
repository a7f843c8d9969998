/** What the runs of a plan will take, measured on request by a few steps of each variant and remembered while the window is open. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import type { RunTime } from '../../../../preload/contract/run.ts'
import { call } from '../../client/index.ts'

const measured = new Map<string, RunTime>()
const keyOf = ({ dataset, training }: Plan, { model, with: options, insert }: Variant) => JSON.stringify([dataset, training, model, options, insert])

export interface Total { seconds: number; low: number; high: number }

/** Of all variants and seeds together; null while one is not measured. */
export function totalOf(plan: Plan, timeOf: (variant: Variant) => RunTime | undefined): Total | null {
  const times = plan.variants.map(timeOf)
  if (!times.length || times.some((time) => !time)) return null
  const sum = (name: keyof Total) => times.reduce((all, time) => all + time![name], 0) * plan.seeds.length
  return { seconds: sum('seconds'), low: sum('low'), high: sum('high') }
}

export interface Times { total: ComputedRef<Total | null>; done: Ref<number>; measuring: Ref<boolean>; problem: Ref<Problem | null>; measure(): Promise<void> }

export function useTimes(plan: Ref<Plan>): Times {
  /** Counts up when something was measured, since a Map is not reactive. */
  const version = ref(0)
  const done = ref(0)
  const measuring = ref(false)
  const problem = shallowRef<Problem | null>(null)
  watch(plan, () => { problem.value = null })
  return {
    total: computed(() => (version.value >= 0 ? totalOf(plan.value, (variant) => measured.get(keyOf(plan.value, variant))) : null)),
    done, measuring, problem,
    async measure() {
      const asked = plan.value
      measuring.value = true
      problem.value = null
      done.value = 0
      try {
        for (const variant of asked.variants) {
          const key = keyOf(asked, variant)
          if (!measured.has(key)) measured.set(key, await call('models.time', { variant, dataset: asked.dataset, training: asked.training }))
          done.value++
          version.value++
          if (asked !== plan.value) break
        }
      } catch (error) {
        problem.value = problemOf(error)
      }
      measuring.value = false
    },
  }
}
