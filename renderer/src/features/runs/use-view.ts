/** How the table was left: its columns in their order, its sorting, its groups. Kept by this window for the next time. */
import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import { columnOf, columns, firstColumns, type Column } from './columns.ts'

interface Kept { columns: string[]; sort: string; descending: boolean; by: string[]; together: boolean; details: boolean }
const first = (): Kept => ({ columns: [...firstColumns], sort: 'createdAt', descending: true, by: [], together: false, details: false })

/** What another version kept may name what is not known here. */
const knownOf = (ids: unknown): Column[] => (Array.isArray(ids) ? [...new Set(ids)] : []).flatMap((id) => (typeof id === 'string' ? (columnOf(id) ?? []) : []))

export function useView() {
  const kept = useLocalStorage<Kept>('fovea.runs', first(), { mergeDefaults: true })
  const idsOf = (part: 'columns' | 'by') => computed({ get: () => knownOf(kept.value[part]).map((column) => column.id), set: (ids: string[]) => { kept.value = { ...kept.value, [part]: ids } } })
  const columnIds = idsOf('columns')
  const byIds = idsOf('by')
  return {
    columnIds, byIds,
    shown: computed(() => knownOf(columnIds.value)),
    grouping: computed(() => ({ by: knownOf(byIds.value), together: kept.value.together })),
    order: computed(() => ({ column: columnOf(String(kept.value.sort)) ?? columns[0]!, descending: kept.value.descending })),
    together: computed({ get: () => kept.value.together, set: (together: boolean) => { kept.value = { ...kept.value, together } } }),
    details: computed({ get: () => kept.value.details, set: (details: boolean) => { kept.value = { ...kept.value, details } } }),
    sortBy(column: Column) {
      const { sort, descending } = kept.value
      kept.value = { ...kept.value, sort: column.id, descending: sort === column.id ? !descending : column.largestFirst === true }
    },
    resetColumns: () => { columnIds.value = [...firstColumns] },
  }
}
