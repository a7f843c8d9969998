/** Reads packed datasets: their manifests and some of their images. */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { DatasetManifest, type Samples, type Split } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { pack } from '../../preload/contract/text.ts'

/** Throws 'dataset.unknown' when there is none and 'dataset.damaged' when its manifest cannot be read. */
export function readManifest(folder: string, key: string): DatasetManifest {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) throw new FoveaError('not-found', 'dataset.unknown', { dataset: key })
  try {
    return DatasetManifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new FoveaError('unreadable', 'dataset.damaged', { dataset: key, file: 'manifest.json' }, { cause: error })
  }
}

function sizedFile(folder: string, key: string, name: string, bytes: number): Uint8Array<ArrayBuffer> {
  const content = existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0)
  if (content.byteLength !== bytes) throw new FoveaError('unreadable', 'dataset.damaged', { dataset: key, file: name })
  return Uint8Array.from(content)
}

export interface Wanted {
  split?: Split | undefined
  classIndex?: number | undefined
  offset: number
  limit: number
}

/** Bytes of pixels in one answer: large images come in smaller portions. */
const largestAnswer = 32 * 1024 ** 2

/** The images at places offset .. offset + limit of those wanted, in the dataset's order; fewer when they are large. */
export function readSamples(folder: string, manifest: DatasetManifest, { split, classIndex, offset, limit }: Wanted): Samples {
  const count = manifest.counts.train + manifest.counts.test
  const labels = new Int32Array(sizedFile(folder, manifest.key, 'labels.i32', count * 4).buffer)
  const parts = sizedFile(folder, manifest.key, 'split.u8', count)
  const part = split === undefined ? null : split === 'train' ? 0 : 1
  const matching = [...labels.keys()].filter((i) => (part === null || parts[i] === part) && (classIndex === undefined || labels[i] === classIndex))
  const imageBytes = manifest.shape[0] * manifest.shape[1] * manifest.shape[2]
  const indices = matching.slice(offset, offset + Math.min(limit, Math.max(1, Math.floor(largestAnswer / imageBytes))))
  const names = existsSync(join(folder, 'names.json')) ? (JSON.parse(readFileSync(join(folder, 'names.json'), 'utf8')) as string[]) : []
  const captions = readCaptions(folder, manifest, indices)
  return {
    images: pack('u8', [indices.length, ...manifest.shape], readImages(folder, manifest, indices)),
    labels: indices.map((i) => labels[i]!),
    indices,
    names: indices.map((i) => names[i] ?? ''),
    ...(captions ? { captions } : {}),
    total: matching.length,
  }
}

/** The words of the captions at `indices`; null where the dataset has none. */
function readCaptions(folder: string, { key, captions, counts }: DatasetManifest, indices: number[]): number[][] | null {
  if (!captions) return null
  const { length } = captions
  const all = sizedFile(folder, key, 'captions.u8', (counts.train + counts.test) * length)
  return indices.map((i) => [...all.subarray(i * length, (i + 1) * length)].filter((word) => word > 0))
}

/** u8 (n, H, W, C) of the images at `indices`. Throws when the file is shorter than the manifest says. */
export function readImages(folder: string, manifest: DatasetManifest, indices: number[]): Uint8Array {
  const size = manifest.shape[0] * manifest.shape[1] * manifest.shape[2]
  const pixels = new Uint8Array(indices.length * size)
  const file = openSync(join(folder, 'images.u8'), 'r')
  try {
    indices.forEach((index, i) => {
      if (readSync(file, pixels, i * size, size, index * size) !== size) throw new FoveaError('unreadable', 'dataset.damaged', { dataset: manifest.key, file: 'images.u8' })
    })
  } finally {
    closeSync(file)
  }
  return pixels
}
