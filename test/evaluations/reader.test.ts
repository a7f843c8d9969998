/** A file that ends the process that reads it: it alone is left out, whatever was being read beside it. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createReader, isPixels } from '../../main/evaluations/reader.ts'
import { openSource } from '../../main/evaluations/source.ts'
import { nodeLaunch } from '../../main/runs/node-process.ts'
import type { Launch } from '../../main/runs/processes.ts'
import { temporaryFolder } from '../temporary.ts'
import { fill } from './fixture.ts'

const place = temporaryFolder()
afterAll(place.remove)

let started = 0
/** The real process, which dies of a file of such a name before it can answer. */
const dying: Launch = (entry, env) => {
  started++
  const child = nodeLaunch(join(place.path, 'jobs.log'))(entry, env)
  return { ...child, send(message) { if (/killer/.test((message as { name: string }).name)) child.kill(); else child.send(message) } }
}

test('those that kill are known, the others are read', async () => {
  const source = await openSource(await fill(join(place.path, 'images'), { 'a.png': 10, 'b.png': 20, 'killer-1.png': 30, 'c.png': 40, 'killer-2.png': 50, 'd.png': 60 }))
  const reader = createReader(dying)
  const read = await Promise.all(source.images.map(async (image) => [image.name, await reader.read(image, [2, 2, 1])] as const))
  reader.close()
  expect(Object.fromEntries(read.map(([name, one]) => [name, isPixels(one) ? one[0] : one.code]))).toEqual({ 'a.png': 10, 'b.png': 20, 'c.png': 40, 'd.png': 60, 'killer-1.png': 'dataset.killed-reader', 'killer-2.png': 'dataset.killed-reader' })
  expect(started).toBeGreaterThan(2)
})

test('what is too large is not read at all', async () => {
  const reader = createReader(dying)
  const read = await reader.read({ name: 'huge.png', bytes: 1e9, read: () => { throw new Error('read') } }, [2, 2, 1])
  reader.close()
  expect(read).toMatchObject({ code: 'dataset.file-too-large' })
})

test('closed, it gives up', async () => {
  const reader = createReader(dying)
  const reading = reader.read({ name: 'a.png', bytes: 1, read: () => new Promise((resolve) => setTimeout(() => resolve(Buffer.alloc(1)), 50)) }, [2, 2, 1])
  reader.close()
  const before = started
  await expect(reading).rejects.toMatchObject({ problem: { kind: 'stopped' } })
  expect(started).toBe(before)
})
