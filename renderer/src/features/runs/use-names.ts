/** Names of comparisons in the language of the window. The same object as long as none changes, so that a running comparison does not sort the table anew. */
import { computed, type ComputedRef } from 'vue'
import { comparisons } from '../../client/index.ts'
import { language, say } from '../../i18n/index.ts'
import type { Names } from './columns.ts'

export function useNames(): ComputedRef<Names> {
  const written = computed(() => JSON.stringify((comparisons.value ?? []).map((one) => [one.id, say(one.name)])))
  return computed(() => {
    const byId = new Map(JSON.parse(written.value) as [string, string][])
    return { language: language.value, comparison: (id) => byId.get(id) ?? id }
  })
}
