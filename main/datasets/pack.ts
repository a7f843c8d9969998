/** Writes a packed dataset (preload/contract/dataset.ts): into a folder of another name first, so that a half-written one is never found. */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { RawImages } from './source.ts'

export type Described = Pick<DatasetManifest, 'key' | 'id' | 'name' | 'parameters' | 'licence' | 'attribution' | 'skipped' | 'warnings'>
/** Images that need not be in memory at once: u8 (n, H, W, C) in the order of labels and split. */
export type ImageChunks = Iterable<Uint8Array>
export type PackedParts = Omit<RawImages, 'pixels'> & { chunks: ImageChunks }

/** Sums per channel over the training images, for mean and standard deviation on 0..1. */
function channelMoments(channels: number) {
  const [sum, squares] = [new Float64Array(channels), new Float64Array(channels)]
  let count = 0
  return {
    add(image: Uint8Array) {
      for (let i = 0; i < image.length; i++) {
        const value = image[i]! / 255
        sum[i % channels]! += value
        squares[i % channels]! += value * value
      }
      count += image.length / channels
    },
    result() {
      const mean = [...sum].map((s) => s / count)
      return { mean, std: mean.map((m, c) => Math.sqrt(Math.max(0, squares[c]! / count - m * m))) }
    },
  }
}

/** Writes everything below `folder` (which must not exist yet) and gives its manifest. */
export function writePacked(folder: string, described: Described, parts: PackedParts): DatasetManifest {
  mkdirSync(dirname(folder), { recursive: true })
  const building = mkdtempSync(`${folder}.building-`)
  try {
    const manifest = fill(building, described, parts)
    renameSync(building, folder)
    return manifest
  } catch (error) {
    rmSync(building, { recursive: true, force: true })
    throw error
  }
}

function fill(folder: string, described: Described, { shape, labels, split, classes, names, captions, boxes, chunks }: PackedParts): DatasetManifest {
  const imageBytes = shape[0] * shape[1] * shape[2]
  const hash = createHash('sha256')
  const moments = channelMoments(shape[2])
  const file = openSync(join(folder, 'images.u8'), 'w')
  let written = 0
  try {
    for (const chunk of chunks) {
      // Unlike writeSync, writes on until all is written or the disk is full.
      writeFileSync(file, chunk)
      hash.update(chunk)
      for (let at = 0; at < chunk.length; at += imageBytes, written++) if (split[written] === 0) moments.add(chunk.subarray(at, at + imageBytes))
    }
  } finally {
    closeSync(file)
  }
  const write = (name: string, values: Uint8Array | Int32Array) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    hash.update(bytes)
    writeFileSync(join(folder, name), bytes)
  }
  write('labels.i32', labels)
  write('split.u8', split)
  if (captions) write('captions.u8', captions.words)
  if (boxes) writeFileSync(join(folder, 'boxes.i16'), new Uint8Array(boxes.values.buffer, boxes.values.byteOffset, boxes.values.byteLength))
  if (names) writeFileSync(join(folder, 'names.json'), JSON.stringify(names))
  const counted = (part: number, label?: number) => labels.reduce((n, l, i) => n + (split[i] === part && (label === undefined || l === label) ? 1 : 0), 0)
  const manifest: DatasetManifest = {
    format: 1, ...described, shape,
    fingerprint: hash.digest('hex'),
    classes: classes.map((one, label) => ({ ...one, train: counted(0, label), test: counted(1, label) })),
    ...(captions ? { captions: { vocabulary: captions.vocabulary, length: captions.length } } : {}),
    ...(boxes ? { boxes: boxes.each } : {}),
    counts: { train: counted(0), test: counted(1) },
    ...moments.result(),
    bytes: written * imageBytes,
    createdAt: new Date().toISOString(),
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2))
  return manifest
}
