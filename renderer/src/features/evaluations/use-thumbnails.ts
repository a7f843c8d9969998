/** Small pictures of the rows in sight, as the models saw them; fetched together, and the oldest forgotten. */
import { useDebounceFn } from '@vueuse/core'
import { shallowRef } from 'vue'
import { call } from '../../client/index.ts'
import { imagesOf, type Pixels } from '../../ui/images.ts'

const mostKept = 1000
const mostAtOnce = 48

export function useThumbnails(id: () => string): { of(row: number): Pixels | undefined; want(rows: number[]): void } {
  const known = shallowRef<ReadonlyMap<number, Pixels>>(new Map())
  const under = new Set<number>()
  let wanted: number[] = []

  const load = useDebounceFn(async () => {
    const rows = wanted.filter((row) => !known.value.has(row) && !under.has(row)).slice(0, mostAtOnce)
    if (!rows.length) return
    rows.forEach((row) => under.add(row))
    try {
      const images = imagesOf(await call('evaluations.pixels', { id: id(), rows }))
      const kept = [...known.value, ...rows.map((row, i) => [row, images[i]!] as const)]
      known.value = new Map(kept.slice(-mostKept))
    } catch {
      // Without its picture a row still says everything.
      return
    } finally {
      rows.forEach((row) => under.delete(row))
    }
    if (wanted.some((row) => !known.value.has(row))) void load()
  }, 60)

  return {
    of: (row) => known.value.get(row),
    want(rows) {
      wanted = rows
      void load()
    },
  }
}
