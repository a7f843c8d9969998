/** Reading runs ahead of answering; what is told is of what was answered alone. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { answerAll, type Answering } from '../../main/evaluations/answering.ts'
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
