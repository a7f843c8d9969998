/** Files dropped or chosen on one page for another: the page that shows them takes them when it opens, or at once when it is open already. */
import { shallowRef } from 'vue'

/** Watched by the pages that take files. */
export const handed = shallowRef<{ for: 'images' | 'datasets'; files: File[] } | null>(null)

export function handFiles(page: 'images' | 'datasets', files: File[]): void {
  handed.value = { for: page, files }
}

/** The files waiting for this page; they are given once. */
export function takeFiles(page: 'images' | 'datasets'): File[] {
  if (handed.value?.for !== page) return []
  const { files } = handed.value
  handed.value = null
  return files
}
