/** A user's folder of class folders → a packed dataset. Nothing in it is fatal but the lack of images. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError, problemOf, type Problem } from '../../preload/contract/errors.ts'
import { boxInView, packedBoxes, readBoxTable } from './box-table.ts'
import { largestImage, modelView, uprightSize } from './decode.ts'
import { listFolder } from './folder-files.ts'
import { imageExtensions } from './image-formats.ts'
import { writePacked } from './pack.ts'
import type { FolderImport } from './protocol.ts'
import { duplicateWarnings, splitImages, type Splittable } from './split.ts'

export interface ImportHooks {
  opening(file: string): void
  progress(done: number, total: number): void
  cancelled(): boolean
}

/** An image file of more bytes than this is not read: no picture needs it. */
const largestFile = largestImage * 4

type Skipped = DatasetManifest['skipped']

/** Decodes every file into a spool of RGB images, then packs it; grey all through becomes one channel. */
export async function importFolder(what: FolderImport, hooks: ImportHooks): Promise<DatasetManifest> {
  const { source, target, size, testFraction, seed } = what
  const listing = listFolder(source)
  const table = readBoxTable(source)
  const boxes: [number, number, number, number][][] = []
  const skipped: Skipped = [...what.avoid]
  const avoided = new Set(what.avoid.map(({ file }) => file))
  const spool = `${target}.spool`
  const kept: Splittable[] = []
  let grey = true
  const out = openSync(spool, 'w')
  try {
    for (const [i, { file, className, split }] of listing.files.entries()) {
      if (hooks.cancelled()) throw new FoveaError('stopped', 'dataset.import-cancelled', {})
      hooks.progress(i, listing.files.length)
      if (avoided.has(file)) continue
      hooks.opening(file)
      try {
        const bytes = readImageFile(join(source, file), file)
        const pixels = await modelView(file, bytes, [size, size, 3])
        const given = table?.boxes.get(file.replaceAll('\\', '/')) ?? []
        const upright = given.length ? await uprightSize(file, bytes) : null
        writeFileSync(out, pixels)
        boxes.push(given.flatMap((box) => { const seen = boxInView(box, upright!, size); return seen ? [seen] : [] }))
        grey &&= isGrey(pixels)
        kept.push({ file, label: listing.classes.indexOf(className), split, hash: createHash('sha256').update(bytes).digest('hex') })
      } catch (error) {
        skipped.push({ file, problem: fileProblem(error, file) })
      }
    }
    hooks.progress(listing.files.length, listing.files.length)
    return packSpool(what, listing.classes, [...listing.warnings, ...(table?.warnings ?? [])], { kept, boxes, skipped, spool, channels: grey ? 1 : 3 }, splitImages(kept, testFraction, seed))
  } finally {
    closeSync(out)
    rmSync(spool, { force: true })
  }
}

function readImageFile(path: string, file: string): Uint8Array {
  if (!imageExtensions.has(extname(file).toLowerCase())) throw new FoveaError('invalid', 'dataset.not-an-image', { file })
  if (statSync(path).size > largestFile) throw new FoveaError('invalid', 'dataset.file-too-large', { file, megabytes: largestFile / 1e6 })
  return readFileSync(path)
}

/** A full disk ends the import; whatever else goes wrong with a file concerns that file. */
function fileProblem(error: unknown, file: string): Problem {
  const problem = problemOf(error)
  if (problem.kind === 'no-space') throw error
  return problem.kind === 'internal' ? { kind: 'unreadable', code: 'dataset.image-corrupt', params: { file, detail: String(problem.params['detail'] ?? '') } } : problem
}

function isGrey(pixels: Uint8Array): boolean {
  for (let i = 0; i < pixels.length; i += 3) if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false
  return true
}

interface Spooled {
  kept: Splittable[]
  boxes: [number, number, number, number][][]
  skipped: Skipped
  spool: string
  channels: 1 | 3
}

function packSpool({ target, key, name, size, testFraction, seed }: FolderImport, classes: string[], warnings: Problem[], { kept, boxes, skipped, spool, channels }: Spooled, split: Uint8Array): DatasetManifest {
  const present = classes.map((_, label) => kept.filter((image) => image.label === label).length)
  const used = classes.filter((_, label) => present[label]! > 0)
  const emptied = classes.filter((_, label) => present[label] === 0).map((name): Problem => ({ kind: 'invalid', code: 'dataset.empty-class', params: { class: name } }))
  if (used.length < 2) throw new FoveaError('invalid', 'dataset.too-few-images', { count: kept.length, skipped: skipped.length, first: skipped[0]?.file ?? '' })
  if (!split.includes(1) || !split.includes(0)) throw new FoveaError('invalid', 'dataset.one-sided', { count: kept.length })
  const untested = used.filter((id) => !kept.some((image, i) => classes[image.label] === id && split[i] === 1)).map((id): Problem => ({ kind: 'invalid', code: 'dataset.class-untested', params: { class: id } }))
  const packed = packedBoxes(boxes)
  const described = { key, id: key, name, parameters: { size, testFraction, seed }, licence: '', attribution: '', skipped, warnings: [...warnings, ...emptied, ...untested, ...duplicateWarnings(kept, split)] }
  return writePacked(target, described, {
    shape: [size, size, channels],
    labels: Int32Array.from(kept, ({ label }) => used.indexOf(classes[label]!)),
    split,
    classes: used.map((id) => ({ id, name: id })),
    names: kept.map(({ file }) => file),
    ...(packed ? { boxes: packed } : {}),
    chunks: spooled(spool, kept.length, size * size, channels),
  })
}

/** Image by image from the spool of RGB, its first channel alone when all are grey. */
function* spooled(spool: string, count: number, places: number, channels: 1 | 3): Generator<Uint8Array> {
  const file = openSync(spool, 'r')
  try {
    for (let i = 0; i < count; i++) {
      const rgb = new Uint8Array(places * 3)
      readSync(file, rgb, 0, rgb.length, i * rgb.length)
      yield channels === 3 ? rgb : rgb.filter((_, k) => k % 3 === 0)
    }
  } finally {
    closeSync(file)
  }
}
