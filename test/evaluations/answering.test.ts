/** Reading runs ahead of answering; what is told is of what was answered alone. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { answerAll, keep, type Answering } from '../../main/evaluations/answering.ts'
import { emptyRows } from '../../main/evaluations/rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-answering-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every second file is refused. The first question is answered when file 20 is waited for, and file 20 is read when that was told. */
async function answered(onTold: (rows: Answering['rows']) => void): Promise<void> {
  const rows = emptyRows(Array.from({ length: 200 }, (_, i) => `${i}.png`), new Int32Array(200).fill(-1), 1)
  let [ahead, told] = [() => {}, () => {}]
  const [readAhead, firstTold] = [new Promise<void>((resolve) => { ahead = resolve }), new Promise<void>((resolve) => { told = resolve })]
  let first = true
  await answerAll({
    images: rows.names.map((name) => ({ name, bytes: 1, read: async () => Buffer.alloc(1) })), rows, runs: [{ runId: 'a', runFolder: folder }], shape: [1, 1, 1], classes: 2,
    reader: {
      async read({ name }) {
        const i = Number.parseInt(name)
        if (i === 23) ahead()
        if (i === 20) await firstTold
        return i % 2 ? { kind: 'invalid', code: 'dataset.not-an-image', params: { file: name } } : new Uint8Array(1)
      },
    },
    async answer({ shape: [n] }) {
      if (first) await readAhead
      first = false
      return [{ runId: 'a', logits: new Float32Array(2 * n), milliseconds: [], maps: [] }]
    },
    seen: { file: join(folder, 'seen.u8'), most: 200 }, signal: new AbortController().signal,
    told() {
      onTold(rows)
      told()
    },
  })
}

test('as many are refused as stand among those that are done', async () => {
  const counts: [done: number, refused: number][] = []
  await answered((rows) => counts.push([rows.done, rows.problems.size]))
  expect(counts[0]).toEqual([16, 8])
  expect(counts.at(-1)).toEqual([200, 100])
  for (const [done, refused] of counts) expect(refused).toBe(Math.floor(done / 2))
})

test('once it is cancelled no more is asked, though more is read', async () => {
  const rows = emptyRows(Array.from({ length: 200 }, (_, i) => `${i}.png`), new Int32Array(200).fill(-1), 1)
  const controller = new AbortController()
  let secondWaits = () => {}
  const waiting = new Promise<void>((resolve) => { secondWaits = resolve })
  let asked = 0
  await answerAll({
    images: rows.names.map((name) => ({ name, bytes: 1, read: async () => Buffer.alloc(1) })), rows, runs: [{ runId: 'a', runFolder: folder }], shape: [1, 1, 1], classes: 2,
    // The last file read ahead while the second sixteen wait.
    reader: { async read({ name }) { if (name === '34.png') setTimeout(secondWaits, 20); return new Uint8Array(1) } },
    async answer({ shape: [n] }) {
      asked++
      await waiting
      controller.abort()
      return [{ runId: 'a', logits: new Float32Array(2 * n), milliseconds: [], maps: [] }]
    },
    seen: { file: join(folder, 'cancelled.u8'), most: 200 }, signal: controller.signal, told() {},
  })
  expect([asked, rows.done]).toEqual([1, 16])
})

/** A file of so many bytes of room that takes three at a time. */
function narrow(room: number) {
  const bytes: number[] = []
  const write = async (from: Uint8Array, at: number, length: number, place: number) => {
    if (place >= room) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    const bytesWritten = Math.min(3, length, room - place)
    for (let i = 0; i < bytesWritten; i++) bytes[place + i] = from[at + i]!
    return { bytesWritten, buffer: from }
  }
  return { bytes, spool: { write } as unknown as Parameters<typeof keep>[0] }
}
const pictures = [1, 2, 3].map((value) => new Uint8Array(4).fill(value))

test('pixels that go out in pieces are all kept', async () => {
  const { spool, bytes } = narrow(100)
  expect(await keep(spool, 1, pictures, [2, 2, 1], 50)).toBe(50)
  expect(bytes).toEqual([, , , , 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3])
})

test('of a disk that is full in the middle of them nothing more is kept', async () => {
  const { spool } = narrow(10)
  expect(await keep(spool, 0, pictures, [2, 2, 1], 50)).toBe(0)
  expect(await keep(spool, 3, pictures, [2, 2, 1], 0)).toBe(0)
})
