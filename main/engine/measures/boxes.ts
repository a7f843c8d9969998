/** Where the object of each image stands, from boxes.i16 beside a packed dataset that knows it (preload/contract/dataset.ts). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Box } from './places.ts'

const name = 'boxes.i16'

/** By image; null where the dataset knows no boxes. */
export function readBoxes(folder: string, { boxes: each, counts }: Pick<DatasetManifest, 'boxes' | 'counts'>, indices: Iterable<number>): Box[][] | null {
  const file = join(folder, name)
  if (!each || !existsSync(file)) return null
  const bytes = Uint8Array.from(readFileSync(file))
  const expected = (counts.train + counts.test) * each * 8
  if (bytes.length !== expected) throw new FoveaError('unreadable', 'training.dataset-damaged', { folder, file: name, detail: `${bytes.length} bytes instead of ${expected}` })
  const values = new Int16Array(bytes.buffer)
  return Array.from(indices, (index) => Array.from({ length: each }, (_, i): Box => {
    const [top, left, height, width] = values.subarray((index * each + i) * 4, (index * each + i) * 4 + 4)
    return { top: top!, left: left!, height: height!, width: width! }
  }).filter(({ height, width }) => height > 0 && width > 0))
}
