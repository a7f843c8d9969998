/**
 * An evaluation on disk: evaluation.json says what it is, rows.json and rows.bin hold its rows, seen.u8 what the models saw of the
 * first images (rows × H × W × C, black for a refused one), files/ what was sent for it.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FoveaError, Problem } from '../../preload/contract/errors.ts'
import { Evaluation } from '../../preload/contract/evaluation.ts'
import type { Rows } from './rows.ts'

export const Record = z.object({
  version: z.literal(1),
  evaluation: Evaluation,
  /** Where the files lie, to be looked at again; null when they were not kept. */
  path: z.string().nullable(),
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  /** Rows whose pixels are in seen.u8. */
  seen: z.int().nonnegative(),
  /** The process at work on it. */
  process: z.int().positive().optional(),
})
export type Record = z.infer<typeof Record>
const RowTexts = z.object({ names: z.array(z.string()), done: z.int().nonnegative(), runs: z.int().positive(), problems: z.array(z.tuple([z.int(), Problem])) })

const names = { record: 'evaluation.json', texts: 'rows.json', numbers: 'rows.bin', seen: 'seen.u8', files: 'files' } as const
export const filesFolder = (folder: string): string => join(folder, names.files)
export const seenFile = (folder: string): string => join(folder, names.seen)

/** A reader finds what was or what is, never half of it. */
function writeWhole(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.part`, content)
  renameSync(`${file}.part`, file)
}

export function saveRecord(folder: string, record: Record): void {
  mkdirSync(folder, { recursive: true })
  writeWhole(join(folder, names.record), JSON.stringify(record))
}

export function saveRows(folder: string, { names: files, done, runs, problems, labels, answers, probabilities, ofLabel }: Rows): void {
  const bytes = [labels, answers, probabilities, ofLabel].map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength))
  writeWhole(join(folder, names.numbers), Buffer.concat(bytes))
  writeWhole(join(folder, names.texts), JSON.stringify({ names: files, done, runs, problems: [...problems] } satisfies z.input<typeof RowTexts>))
}

/** Null for what is damaged or of another version: it is not listed. */
export function loadRecord(folder: string): Record | null {
  try {
    return Record.parse(JSON.parse(readFileSync(join(folder, names.record), 'utf8')))
  } catch {
    return null
  }
}

/** Throws 'evaluations.damaged' when they cannot be read. */
export function loadRows(folder: string, id: string): Rows {
  try {
    const { names: files, done, runs, problems } = RowTexts.parse(JSON.parse(readFileSync(join(folder, names.texts), 'utf8')))
    const [n, each] = [files.length, files.length * runs]
    const bytes = readFileSync(join(folder, names.numbers))
    if (bytes.length !== 4 * (n + 3 * each) || done > n) throw new RangeError('sizes differ')
    const { buffer } = Uint8Array.from(bytes)
    return { names: files, done, runs, problems: new Map(problems), labels: new Int32Array(buffer, 0, n), answers: new Int32Array(buffer, 4 * n, each), probabilities: new Float32Array(buffer, 4 * (n + each), each), ofLabel: new Float32Array(buffer, 4 * (n + 2 * each), each) }
  } catch (error) {
    throw new FoveaError('unreadable', 'evaluations.damaged', { id }, { cause: error })
  }
}

/** u8 (H, W, C) of one row, black where the file ends before it. */
export function readSeen(folder: string, row: number, size: number): Uint8Array {
  const pixels = new Uint8Array(size)
  if (!existsSync(seenFile(folder))) return pixels
  const file = openSync(seenFile(folder), 'r')
  try {
    readSync(file, pixels, 0, size, row * size)
  } finally {
    closeSync(file)
  }
  return pixels
}

const day = 24 * 3600 * 1000
/** Removed evaluations lie here for a day, until they are restored. */
export const bin = '.bin'

export function putAside(root: string, id: string): void {
  mkdirSync(join(root, bin), { recursive: true })
  const aside = join(root, bin, id)
  renameSync(join(root, id), aside)
  // Its day begins now, not when it was made.
  utimesSync(aside, new Date(), new Date())
}

/** Removes for good what was put aside, and what was never begun, when nobody has touched it for a day: another Fovea may be at work on what is younger. */
export function removeLeftovers(root: string, now = Date.now()): void {
  const aside = existsSync(join(root, bin)) ? readdirSync(join(root, bin)).map((id) => join(root, bin, id)) : []
  const unbegun = readdirSync(root).filter((id) => id !== bin && !existsSync(join(root, id, names.record))).map((id) => join(root, id))
  for (const path of [...aside, ...unbegun]) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now }
    if (now - mtimeMs > day) rmSync(path, { recursive: true, force: true })
  }
}

export const dropFiles = (folder: string): void => rmSync(filesFolder(folder), { recursive: true, force: true })
