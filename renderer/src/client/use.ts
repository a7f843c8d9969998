/** Calls and streams as reactive values of a component. */
import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import { problemOf, type Problem } from '../../../preload/contract/errors.ts'
import type { InputOf, NamesOf, OutputOf } from '../../../preload/contract/procedures.ts'
import { call, connected, follow } from './rpc.ts'

export interface Called<T> {
  value: ShallowRef<T | null>
  problem: Ref<Problem | null>
  loading: Ref<boolean>
  /** Asks again; the last value stays until the new one is there. Ends with the newest answer, also when asked again meanwhile. */
  reload(): Promise<void>
}

/** Asks a query now and whenever its input changes; null as input asks nothing. An answer that comes late is dropped. */
export function useCall<N extends NamesOf<'query'>>(name: N, input: MaybeRefOrGetter<InputOf<N> | null>): Called<OutputOf<N>> {
  const value: ShallowRef<OutputOf<N> | null> = shallowRef(null)
  const problem = ref<Problem | null>(null)
  const loading = ref(false)
  let latest = 0
  let newest = Promise.resolve()
  const reload = () => (newest = ask(++latest))
  const ask = async (mine: number): Promise<void> => {
    const asked = toValue(input)
    if (asked === null) { value.value = null; loading.value = false; return }
    loading.value = true
    try {
      const answer = await (call as (name: N, input: InputOf<N>) => Promise<OutputOf<N>>)(name, asked)
      if (mine !== latest) return await newest
      value.value = answer
      problem.value = null
    } catch (error) {
      if (mine !== latest) return await newest
      problem.value = problemOf(error)
    }
    loading.value = false
  }
  watch(() => JSON.stringify(toValue(input) ?? null), () => { value.value = null; void reload() }, { immediate: true })
  watch(connected, (there) => { if (there && problem.value?.code === 'system.disconnected') void reload() })
  onScopeDispose(() => { latest = -1; newest = Promise.resolve() })
  return { value, problem, loading, reload }
}

/** The latest item of a stream while the component lives; follows anew when its input changes; null follows nothing. */
export function useFollow<N extends NamesOf<'stream'>>(name: N, input: MaybeRefOrGetter<InputOf<N> | null>, onItem?: (item: OutputOf<N>) => void): { value: ShallowRef<OutputOf<N> | null>; problem: Ref<Problem | null> } {
  const value: ShallowRef<OutputOf<N> | null> = shallowRef(null)
  const problem = ref<Problem | null>(null)
  let end = () => {}
  const begin = () => {
    end()
    end = () => {}
    const asked = toValue(input)
    if (asked === null) return
    end = follow(name, asked, (item) => { value.value = item; problem.value = null; onItem?.(item) }, (failed) => { problem.value = failed })
  }
  watch(() => JSON.stringify(toValue(input) ?? null), begin, { immediate: true })
  onScopeDispose(() => end())
  return { value, problem }
}
