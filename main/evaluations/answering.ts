/** The work of an evaluation: files are read a few at a time, answered in batches by the warm engine, and written down in their order. Reading waits for answering, so memory stays bounded whatever the number of files. */
import { open, type FileHandle } from 'node:fs/promises'
import { problemOf, type Problem } from '../../preload/contract/errors.ts'
import type { Inference } from '../runs/inference-client.ts'
import { probabilities } from '../statistics/probabilities.ts'
import { isPixels, type Reader } from './reader.ts'
import type { Rows } from './rows.ts'
import type { Source } from './source.ts'

export interface Answering {
  images: Source['images']
  rows: Rows
  runs: { runId: string; runFolder: string }[]
  shape: [number, number, number]
  classes: number
  reader: Pick<Reader, 'read'>
  answer: Inference['answer']
  /** Where what the models see goes, and of how many rows. */
  seen: { file: string; most: number }
  /** Told after every batch. */
  told(): void
  signal: AbortSignal
}

const readAtOnce = 4
/** Images in one question: as few as the engine takes in one pass, more as long as an answer comes soon, for others ask it too. */
const [fewest, most, soon] = [16, 256, 150]

/** Results of `work` for 0 .. count − 1 in their order, a few under way at once. `work` must not reject. */
async function* inOrder<T>(count: number, work: (i: number) => Promise<T>, signal: AbortSignal): AsyncGenerator<T> {
  const waiting: Promise<T>[] = []
  for (let next = 0; (next < count || waiting.length) && !signal.aborted; ) {
    while (next < count && waiting.length < readAtOnce) waiting.push(work(next++))
    yield await waiting.shift()!
  }
}

/** Gives the number of rows whose pixels were kept. Rejects when the engine does not answer. */
export async function answerAll(work: Answering): Promise<number> {
  const { images, rows, shape, reader, seen, told, signal } = work
  const spool = await open(seen.file, 'w')
  let kept = Math.min(seen.most, images.length)
  let size = fewest
  let batch: (Uint8Array | Problem)[] = []
  let answering: Promise<void> = Promise.resolve()

  async function settle(read: (Uint8Array | Problem)[]): Promise<void> {
    const begun = performance.now()
    const pixels = read.map((one) => (isPixels(one) ? one : null))
    await answerBatch(work, rows.done, pixels)
    size = performance.now() - begun < soon ? Math.min(most, size * 2) : Math.max(fewest, size >> 1)
    kept = await keep(spool, rows.done, pixels, shape, kept)
    read.forEach((one, i) => { if (!isPixels(one)) rows.problems.set(rows.done + i, one) })
    rows.done += pixels.length
    told()
  }
  try {
    let read = 0
    for await (const pixels of inOrder(images.length, (i) => reader.read(images[i]!, shape).catch(problemOf), signal)) {
      if (signal.aborted) break
      batch.push(pixels)
      read++
      if (batch.length < size && read < images.length) continue
      await answering
      if (signal.aborted) break
      answering = settle(batch)
      // Its failure is met at the next wait.
      answering.catch(() => {})
      batch = []
    }
    await answering
  } finally {
    await answering.catch(() => {})
    await spool.close()
  }
  return Math.min(kept, rows.done)
}

async function answerBatch({ rows, runs, shape, classes, answer }: Answering, first: number, pixels: (Uint8Array | null)[]): Promise<void> {
  const good = pixels.flatMap((one, i) => (one ? [{ row: first + i, one }] : []))
  if (!good.length) return
  const size = shape[0] * shape[1] * shape[2]
  const images = new Uint8Array(good.length * size)
  good.forEach(({ one }, i) => images.set(one, i * size))
  const answered = await answer({ runs, images, captions: null, shape: [good.length, ...shape], maps: false })
  answered.forEach(({ logits }, run) => {
    const p = probabilities({ logits, labels: new Int32Array(good.length) })
    good.forEach(({ row }, i) => {
      const own = p.subarray(i * classes, (i + 1) * classes)
      const answer = own.reduce((best, value, k) => (value > own[best]! ? k : best), 0)
      const at = row * rows.runs + run
      rows.answers[at] = answer
      rows.probabilities[at] = own[answer]!
      rows.ofLabel[at] = rows.labels[row]! < 0 ? 0 : own[rows.labels[row]!]!
    })
  })
}

/** Gives how many rows are kept in all: none more once the disk is full. */
export async function keep(spool: Pick<FileHandle, 'write'>, first: number, pixels: (Uint8Array | null)[], shape: [number, number, number], most: number): Promise<number> {
  if (first >= most) return most
  const size = shape[0] * shape[1] * shape[2]
  const bytes = new Uint8Array(Math.min(pixels.length, most - first) * size)
  pixels.slice(0, most - first).forEach((one, i) => { if (one) bytes.set(one, i * size) })
  try {
    // One write may take but a part of what it is given, on a disk that is nearly full.
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await spool.write(bytes, at, bytes.length - at, first * size + at)
      if (!bytesWritten) return first
      at += bytesWritten
    }
    return most
  } catch (error) {
    if (problemOf(error).kind !== 'no-space') throw error
    return first
  }
}
