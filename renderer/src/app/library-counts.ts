/** How much the library holds, for the side list: '' until it is known. */
import { computed, reactive, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { thousands } from '../../../preload/contract/format.ts'
import { call, catalogue, comparisons } from '../client/index.ts'

export function useCounts(): { runs: string; datasets: string; mechanisms: string } {
  const route = useRoute()
  const datasets = ref<number | null>(null)
  const runs = computed(() => comparisons.value?.reduce((sum, comparison) => sum + comparison.runs, 0) ?? null)
  // Datasets come with an import, a download or a run, so after a change of page or in the list of comparisons.
  watch([() => route.path, () => comparisons.value?.length], () => { call('datasets.list').then((all) => { datasets.value = all.length }, () => {}) }, { immediate: true })
  const written = (n: number | null | undefined) => (n ? thousands(n) : '')
  return reactive({ runs: computed(() => written(runs.value)), datasets: computed(() => written(datasets.value)), mechanisms: computed(() => written(catalogue.value?.mechanisms.length)) })
}
