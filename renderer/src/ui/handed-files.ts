/** What was dropped or chosen on one page for another: the page takes it when it opens, or at once when it is open already. */
import { shallowRef } from 'vue'
import type { Dropped } from './dropped-files.ts'

type Page = 'images' | 'datasets' | 'evaluations'

/** Watched by the pages that take files. */
export const handed = shallowRef<{ page: Page; dropped: Dropped } | null>(null)

export function handFiles(page: Page, dropped: Dropped): void {
  handed.value = { page, dropped }
}

/** What waits for this page; it is given once. */
export function takeFiles(page: Page): Dropped | null {
  if (handed.value?.page !== page) return null
  const { dropped } = handed.value
  handed.value = null
  return dropped
}
