/**
 * Training images near to test images. Each image is shifted to mean 0 and scaled to spread 1 over all its values, so brightness and
 * contrast do not count; the distance is the root mean square of the differences, √(2 − 2r) with the correlation r. An image of one
 * value is all 0 then. The whole training set is read in pieces, and others have their turn in between.
 */
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { turns } from '../turns.ts'

/** Below it two images count as the same: r above .995, as of one picture saved twice. */
export const duplicateBelow = 0.1

/** Read at once. */
const PIECE = 2 * 1024 ** 2
/** Edge of the coarse grid by which nearly all pairs are told apart. */
const GRID = 4

export interface Near { index: number; label: number; distance: number }
interface Standard { values: Float32Array; flat: boolean }

function standardised(pixels: Uint8Array): Standard {
  const mean = pixels.reduce((sum, v) => sum + v, 0) / pixels.length
  const spread = Math.sqrt(pixels.reduce((sum, v) => sum + (v - mean) ** 2, 0) / pixels.length)
  return { values: Float32Array.from(pixels, (v) => (spread > 0 ? (v - mean) / spread : 0)), flat: spread === 0 }
}

/** Distance of a standardised image to raw pixels: Σ ab over a of mean 0 needs no mean of b. */
function distanceTo({ values, flat }: Standard, pixels: Uint8Array, from: number): number {
  const n = values.length
  let [sum, squares, product] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const b = pixels[from + i]!
    sum += b
    squares += b * b
    product += values[i]! * b
  }
  const variance = squares / n - (sum / n) ** 2
  if (variance <= 0 || flat) return variance <= 0 && flat ? 0 : 1
  return Math.sqrt(Math.max(0, 2 - (2 * product) / n / Math.sqrt(variance)))
}

/** Calls `visit` with every training image, piece by piece. */
async function eachTraining(folder: string, manifest: DatasetManifest, visit: (pixels: Uint8Array, from: number, index: number, label: number) => void): Promise<void> {
  const damaged = (file: string) => new FoveaError('unreadable', 'dataset.damaged', { dataset: manifest.key, file })
  const count = manifest.counts.train + manifest.counts.test
  const bytes = manifest.shape[0] * manifest.shape[1] * manifest.shape[2]
  const [labels, split] = await Promise.all(['labels.i32', 'split.u8'].map(async (name) => Uint8Array.from(await readFile(join(folder, name)).catch(() => { throw damaged(name) }))))
  if (labels!.length !== count * 4 || split!.length !== count) throw damaged(labels!.length === count * 4 ? 'split.u8' : 'labels.i32')
  const labelOf = new Int32Array(labels!.buffer)
  const perPiece = Math.max(1, Math.floor(PIECE / bytes))
  const piece = new Uint8Array(perPiece * bytes)
  const file = await open(join(folder, 'images.u8')).catch(() => { throw damaged('images.u8') })
  try {
    for (let at = 0; at < count; at += perPiece) {
      const images = Math.min(perPiece, count - at)
      const { bytesRead } = await file.read(piece, 0, images * bytes, at * bytes)
      if (bytesRead !== images * bytes) throw damaged('images.u8')
      const turn = turns()
      for (let i = 0; i < images; i++) {
        if (split![at + i] === 0) visit(piece, i * bytes, at + i, labelOf[at + i]!)
        await turn()
      }
    }
  } finally {
    await file.close()
  }
}

/** The `limit` training images nearest to an image, the nearest first. */
export async function nearestTraining(folder: string, manifest: DatasetManifest, pixels: Uint8Array, limit: number): Promise<Near[]> {
  const image = standardised(pixels)
  const nearest: Near[] = []
  await eachTraining(folder, manifest, (piece, from, index, label) => {
    const distance = distanceTo(image, piece, from)
    if (nearest.length === limit && distance >= nearest.at(-1)!.distance) return
    const place = nearest.findIndex((one) => one.distance > distance)
    nearest.splice(place < 0 ? nearest.length : place, 0, { index, label, distance })
    nearest.length = Math.min(nearest.length, limit)
  })
  return nearest
}

/** Means of the standardised values over a coarse grid and each channel, scaled so that their distance is never above that of the images. */
function coarse(pixels: Uint8Array, from: number, [height, width, channels]: readonly [number, number, number], into: Float32Array): void {
  const n = height * width * channels
  const [sums, counts] = [new Float64Array(into.length), new Float64Array(into.length)]
  let [sum, squares] = [0, 0]
  for (let i = 0; i < n; i++) {
    const place = Math.floor(i / channels)
    const cell = (Math.floor((Math.floor(place / width) * GRID) / height) * GRID + Math.floor(((place % width) * GRID) / width)) * channels + (i % channels)
    const value = pixels[from + i]!
    sum += value
    squares += value * value
    sums[cell]! += value
    counts[cell]! += 1
  }
  const mean = sum / n
  const spread = Math.sqrt(Math.max(0, squares / n - mean ** 2))
  for (let cell = 0; cell < into.length; cell++) {
    const amount = counts[cell]!
    into[cell] = spread > 0 && amount ? ((sums[cell]! / amount - mean) / spread) * Math.sqrt(amount / n) : 0
  }
}

/** Of each image, the nearest training image that counts as the same, or null. pixels: u8 (n, H, W, C). */
export async function duplicatesInTraining(folder: string, manifest: DatasetManifest, pixels: Uint8Array): Promise<(Near | null)[]> {
  const { shape } = manifest
  const bytes = shape[0] * shape[1] * shape[2]
  const features = GRID * GRID * shape[2]
  const images: { standard: Standard; coarse: Float32Array; near: Near | null }[] = []
  const turn = turns()
  for (let from = 0; from < pixels.length; from += bytes) {
    const own = new Float32Array(features)
    coarse(pixels, from, shape, own)
    images.push({ standard: standardised(pixels.subarray(from, from + bytes)), coarse: own, near: null })
    await turn()
  }
  const other = new Float32Array(features)
  const bound = duplicateBelow ** 2
  await eachTraining(folder, manifest, (piece, from, index, label) => {
    coarse(piece, from, shape, other)
    for (const image of images) {
      let apart = 0
      for (let f = 0; f < features && apart < bound; f++) apart += (image.coarse[f]! - other[f]!) ** 2
      if (apart >= bound) continue
      const distance = distanceTo(image.standard, piece, from)
      if (distance < (image.near?.distance ?? duplicateBelow)) image.near = { index, label, distance }
    }
  })
  return images.map(({ near }) => near)
}
