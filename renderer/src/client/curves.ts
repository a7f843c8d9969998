/** Curves of runs: the whole of each, and, while a chart is zoomed, its part anew with its own extremes. */
import { useDebounceFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowReactive, watch, type ComputedRef, type Ref } from 'vue'
import type { Curve } from '../../../preload/contract/run.ts'
import { problemOf, type Problem } from '../../../preload/contract/errors.ts'
import { call } from './rpc.ts'

export interface Steps { fromStep: number; toStep: number }
export interface Curves {
  /** The part in sight when it is there, else the whole, else nothing yet. */
  of(runId: string, metric: string): Curve | undefined
  /** Whether every curve asked for has come once. */
  there: Ref<boolean>
  problem: Ref<Problem | null>
}

type ByRun = Map<string, Curve>
/** About one point for each px of a chart. */
const maxPoints = 800
/** The most runs that one call takes. */
const mostRuns = 500

async function fetchCurves(ids: string[], metric: string, steps: Partial<Steps>): Promise<ByRun> {
  const found = await call('runs.curves', { ids: ids.slice(0, mostRuns), metrics: [metric], maxPoints, ...steps })
  return new Map(found.map((curve) => [curve.runId, curve]))
}

/** `version` changes when the history has more to say of the same runs. One metric comes after the other, and each is drawn when it is there. */
export function useCurves(asked: () => { ids: string[]; metrics: string[]; version: string }, steps: () => Steps | null): Curves {
  const whole = shallowReactive(new Map<string, ByRun>())
  const parts = shallowReactive(new Map<string, ByRun & { steps?: Steps }>())
  const there = ref(false)
  const problem = ref<Problem | null>(null)
  /** What each metric was asked for last: nothing is asked twice. */
  const has = new Map<string, string>()
  let latest = 0

  /** A curve that came whole has nothing more to show. */
  const isThinned = (metric: string) => [...(whole.get(metric)?.values() ?? [])].some((curve) => curve.steps.length > maxPoints / 4)
  const covers = (has: Steps | undefined, wanted: Steps) => has !== undefined && has.fromStep <= wanted.fromStep && has.toStep >= wanted.toStep && has.toStep - has.fromStep < 2 * (wanted.toStep - wanted.fromStep)
  const zoom = useDebounceFn(async () => {
    const wanted = steps()
    if (!wanted) { parts.clear(); return }
    const mine = latest
    const { ids, metrics } = asked()
    for (const metric of metrics.filter((name) => isThinned(name) && !covers(parts.get(name)?.steps, wanted))) {
      const curves = await fetchCurves(ids, metric, wanted).catch(() => null)
      if (mine !== latest || !curves || steps() !== wanted) return
      parts.set(metric, Object.assign(curves, { steps: wanted }))
    }
  }, 150)

  watch(() => JSON.stringify(asked()), async () => {
    const mine = ++latest
    const { ids, metrics, version } = asked()
    const about = JSON.stringify([ids, version])
    for (const metric of metrics.filter((name) => has.get(name) !== about)) {
      try {
        const curves = ids.length ? await fetchCurves(ids, metric, {}) : new Map<string, Curve>()
        if (mine !== latest) return
        whole.set(metric, curves)
        has.set(metric, about)
        parts.delete(metric)
        problem.value = null
      } catch (error) {
        if (mine !== latest) return
        problem.value = problemOf(error)
      }
    }
    there.value = true
    void zoom()
  }, { immediate: true })
  watch(steps, () => void zoom())
  onScopeDispose(() => { latest = -1 })

  /** One computed a metric: while a zoom moves within what is there, nobody who reads the curves has anything to do. */
  const current = new Map<string, ComputedRef<ByRun | undefined>>()
  const currentOf = (metric: string) => {
    const made = current.get(metric) ?? computed(() => {
      const wanted = steps()
      const part = parts.get(metric)
      return wanted && part?.steps && part.steps.fromStep <= wanted.fromStep && part.steps.toStep >= wanted.toStep ? part : whole.get(metric)
    })
    current.set(metric, made)
    return made.value
  }
  return { of: (runId, metric) => currentOf(metric)?.get(runId), there, problem }
}
