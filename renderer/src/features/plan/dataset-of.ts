/** The dataset a plan names: its manifest when it is there. What comes with Fovea is made at once; a download waits for the user. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { DatasetEntry } from '../../../../preload/contract/catalogue.ts'
import type { DatasetManifest } from '../../../../preload/contract/dataset.ts'
import { problemOf, type Problem } from '../../../../preload/contract/errors.ts'
import type { DatasetReference } from '../../../../preload/contract/plan.ts'
import { call, catalogue, follow, useCall } from '../../client/index.ts'
import { fieldsOf, valueOf } from '../../ui/options-form.ts'

/** Whether a packed dataset is what a reference names; options that are not given count as their defaults. */
function isFor(manifest: DatasetManifest, reference: DatasetReference, entry: DatasetEntry | undefined): boolean {
  if (manifest.id !== reference.id) return false
  return fieldsOf(entry?.options ?? {}).every((field) => !(field.key in manifest.parameters) || JSON.stringify(manifest.parameters[field.key]) === JSON.stringify(valueOf(field, reference.with)))
}

export interface PlanDataset { all: Ref<DatasetManifest[] | null>; manifest: ComputedRef<DatasetManifest | null>; entry: ComputedRef<DatasetEntry | null>; problem: Ref<Problem | null> }

export function useDataset(reference: Ref<DatasetReference | null>): PlanDataset {
  const { value: all, reload } = useCall('datasets.list', undefined)
  const problem = ref<Problem | null>(null)
  const entry = computed(() => catalogue.value?.datasets.find((one) => one.id === reference.value?.id) ?? null)
  const manifest = computed(() => (reference.value && all.value?.find((one) => isFor(one, reference.value!, entry.value ?? undefined))) || null)

  const make = async () => {
    problem.value = null
    if (!reference.value || !all.value || manifest.value || !entry.value || entry.value.source === 'download') return
    try {
      const { taskId } = await call('datasets.prepare', reference.value)
      follow('tasks.follow', { taskId }, (event) => {
        if (event.type === 'finished') void reload()
        if (event.type === 'failed') problem.value = event.problem
      })
    } catch (error) {
      problem.value = problemOf(error)
    }
  }
  watch([() => JSON.stringify(reference.value), all, entry], () => void make(), { immediate: true })
  return { all, manifest, entry, problem }
}
