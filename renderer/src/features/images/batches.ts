/** Splits images into calls small enough that answers come soon and no message grows large; so few are answered one by one, by programs that are ready. */
import type { ImageInput } from '../../../../preload/contract/inspect.ts'

const mostImages = 4
const mostBytes = 24e6

export function batches<T extends { input: ImageInput }>(items: readonly T[]): T[][] {
  const all: T[][] = []
  let size = Infinity
  for (const item of items) {
    const bytes = item.input.from === 'file' ? item.input.bytes.length : 0
    const last = all.at(-1)
    if (!last || last.length >= mostImages || size + bytes > mostBytes) { all.push([item]); size = bytes } else { last.push(item); size += bytes }
  }
  return all
}
