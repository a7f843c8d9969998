/** Lines of the table that are open; kept while other pages are shown. */
import { ref } from 'vue'
import type { Row } from './rows.ts'

const open = ref<ReadonlySet<string>>(new Set())

export function useOpened() {
  return {
    open,
    turn({ id }: Row): void {
      const next = new Set(open.value)
      if (!next.delete(id)) next.add(id)
      open.value = next
    },
  }
}
