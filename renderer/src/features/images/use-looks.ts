/** Which kind of map is shown and at which epoch. Both stand in the address: ?look=rollout&at=4. Without `at` it is the end. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { LookMethod } from '../../../../preload/contract/inspect.ts'
import { useCall } from '../../client/index.ts'
import { stepsAt, stopFor, stopsOf, type Kept } from './epochs.ts'
import type { Look } from './looks.ts'

/** Each picture stays at least this long while they play. */
const frame = 700

export interface Looks {
  method: Ref<LookMethod>
  /** An epoch of `stops`; null is the end. */
  at: Ref<number | null>
  look: ComputedRef<Look>
  /** Empty where no earlier weights were kept. */
  stops: ComputedRef<number[]>
  /** It is known that there are no earlier weights. */
  noneKept: ComputedRef<boolean>
  kept: Ref<Kept[]>
  playing: Ref<boolean>
  /** By so many stops. */
  step(by: number): void
}

/** `ready` says whether what is asked for is shown, so that playing does not run ahead. */
export function useLooks(runIds: Readonly<Ref<string[]>>, ready: () => boolean): Looks {
  const route = useRoute()
  const router = useRouter()
  const put = (name: string, value: string | undefined) => { void router.replace({ query: { ...route.query, [name]: value } }) }
  const method = computed({
    get: () => LookMethod.safeParse(route.query['look']).data ?? 'attention',
    set: (next) => put('look', next === 'attention' ? undefined : next),
  })
  const { value: snapshots } = useCall('runs.snapshots', () => (runIds.value.length ? { ids: runIds.value } : null))
  /** The last known ones stay until the new ones are there, so that choosing another model does not jump to the end and back. */
  const kept = shallowRef<Kept[]>([])
  watch(snapshots, (now) => { if (now) kept.value = now })
  const stops = computed(() => { const all = stopsOf(kept.value); return all.length > 1 ? all : [] })
  const at = computed({
    get: () => { const asked = Number(route.query['at'] ?? Number.NaN); return stopFor(stops.value, Number.isFinite(asked) ? asked : null) },
    set: (next) => put('at', next === null || next === stops.value.at(-1) ? undefined : String(next)),
  })
  const steps = computed(() => JSON.stringify(stepsAt(kept.value, at.value)))
  const look = computed<Look>(() => ({ method: method.value, steps: JSON.parse(steps.value) as Record<string, number> }))

  const place = () => (at.value === null ? stops.value.length - 1 : stops.value.indexOf(at.value))
  const step = (by: number) => { const next = stops.value[place() + by]; if (next !== undefined) at.value = next }

  const playing = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined
  watch(playing, (plays) => {
    clearInterval(timer)
    if (!plays) return
    if (at.value === null) at.value = stops.value[0] ?? null
    timer = setInterval(() => {
      if (!ready()) return
      if (at.value === null) playing.value = false
      else step(1)
    }, frame)
  })
  onScopeDispose(() => clearInterval(timer))
  const noneKept = computed(() => snapshots.value !== null && stops.value.length === 0)
  return { method, at, look, stops, noneKept, kept, playing, step }
}
