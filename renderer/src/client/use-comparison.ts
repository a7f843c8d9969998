/** A comparison with its runs, kept fresh: asked again when its line in the shared list changes, at most once a second. */
import { useThrottleFn } from '@vueuse/core'
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { ComparisonDetail } from '../../../preload/contract/comparison.ts'
import { comparisons } from './shared.ts'
import { useCall, type Called } from './use.ts'

export function useComparison(id: MaybeRefOrGetter<string>): Called<ComparisonDetail> {
  const called = useCall('comparisons.get', () => ({ id: toValue(id) }))
  const line = computed(() => {
    const summary = comparisons.value?.find((one) => one.id === toValue(id))
    return summary && `${summary.state} ${summary.finished} ${summary.failed} ${summary.runs} ${Math.round(summary.progress * 1000)}`
  })
  // One question at a time: answers that take longer than a second would never be the newest.
  let again = false
  const ask = () => { if (called.loading.value) again = true; else void called.reload() }
  watch(called.loading, (busy) => { if (!busy && again) { again = false; ask() } })
  watch(line, useThrottleFn(ask, 1000, true))
  return called
}
