/** The variants of a matrix as the plan would have them: what cannot be built is left out with its reason, the rest is counted. */
import { useDebounceFn } from '@vueuse/core'
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { DatasetManifest } from '../../../../preload/contract/dataset.ts'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import { call } from '../../client/index.ts'
import { useCosts, type Costs } from './costs.ts'
import { baseline } from './draft.ts'
import { mostVariants, type Matrix } from './matrix.ts'

export interface Refused { variant: Variant; problem: Problem }

export interface CheckedMatrix { possible: ComputedRef<Variant[]>; refused: ShallowRef<Refused[]>; problem: Ref<Problem | null>; checking: Ref<boolean>; costs: Costs }

/** A plan holds so many; more are checked in parts. */
const part = mostVariants - 1

export function useMatrix(plan: Ref<Plan>, matrix: Ref<Matrix>, manifest: Ref<DatasetManifest | null>): CheckedMatrix {
  const refused = shallowRef<Refused[]>([])
  const checked = shallowRef<Variant[]>([])
  const problem = ref<Problem | null>(null)
  const checking = ref(false)
  const check = useDebounceFn(async () => {
    const asked = matrix.value
    const found: Refused[] = []
    problem.value = null
    try {
      for (let i = 0; i < asked.variants.length; i += part) {
        const some = asked.variants.slice(i, i + part)
        const base = baseline(plan.value)
        const { problems } = await call('plans.check', { plan: { ...plan.value, variants: [base, ...some] } })
        some.forEach((variant, n) => {
          const own = problems.find(({ at }) => at.startsWith(`variants.${n + 1}.`))
          if (own) found.push({ variant, problem: own.problem })
        })
        if (asked !== matrix.value) return
      }
      refused.value = found
      checked.value = asked.variants
    } catch (error) {
      problem.value = problemOf(error)
    }
    checking.value = false
  }, 150)
  watch(matrix, () => { checking.value = true; void check() }, { immediate: true })
  const possible = computed(() => { const bad = new Set(refused.value.map(({ variant }) => variant)); return checked.value.filter((variant) => !bad.has(variant)) })
  const counted = computed(() => ({ ...plan.value, variants: possible.value.slice(0, mostVariants) }))
  return { possible, refused, problem, checking, costs: useCosts(counted, manifest) }
}
