/** Parameters and MACs of every variant of a plan, counted by the engine one after another and remembered while the window is open. */
import { useDebounceFn } from '@vueuse/core'
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { textShapeOf, type DatasetManifest } from '../../../../preload/contract/dataset.ts'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import type { Cost } from '../../../../preload/contract/run.ts'
import { call } from '../../client/index.ts'

const counted = new Map<string, Promise<Cost>>()

export function costOf(variant: Variant, manifest: DatasetManifest): Promise<Cost> {
  const { model, with: options, insert } = variant
  const key = JSON.stringify([model, options, insert, manifest.shape, manifest.classes.length, manifest.captions])
  let cost = counted.get(key)
  if (!cost) {
    cost = call('models.cost', { variant, input: manifest.shape, classes: manifest.classes.length, text: textShapeOf(manifest) })
    counted.set(key, cost)
    cost.catch(() => counted.delete(key))
  }
  return cost
}

export interface Costs { of: ShallowRef<ReadonlyMap<string, Cost>>; problems: ShallowRef<ReadonlyMap<string, Problem>>; counting: Ref<boolean> }

export function useCosts(plan: Ref<Plan | null>, manifest: Ref<DatasetManifest | null>): Costs {
  const of = shallowRef<ReadonlyMap<string, Cost>>(new Map())
  const problems = shallowRef<ReadonlyMap<string, Problem>>(new Map())
  const counting = ref(false)
  let latest = 0
  const count = useDebounceFn(async () => {
    const mine = ++latest
    if (!plan.value || !manifest.value) { of.value = new Map(); counting.value = false; return }
    counting.value = true
    const costs = new Map<string, Cost>()
    const refused = new Map<string, Problem>()
    for (const variant of plan.value.variants) {
      try { costs.set(variant.id, await costOf(variant, manifest.value)) } catch (error) { refused.set(variant.id, problemOf(error)) }
      if (mine !== latest) return
      of.value = new Map(costs)
      problems.value = new Map(refused)
    }
    counting.value = false
  }, 150)
  watch([plan, manifest], () => void count(), { immediate: true })
  return { of, problems, counting }
}
