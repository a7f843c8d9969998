/** Near images in the training set: against distances computed one by one, and pictures saved twice. */
import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duplicateBelow, duplicatesInTraining, nearestTraining } from '../../main/datasets/near.ts'
import { writePacked } from '../../main/datasets/pack.ts'
import { readImages } from '../../main/datasets/read.ts'
import { randomFrom } from '../../main/datasets/random.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'

const shape: [number, number, number] = [9, 7, 3]
const bytes = 9 * 7 * 3
const count = 60
const next = randomFrom(5, 0).unit
const pixels = Uint8Array.from({ length: count * bytes }, () => Math.floor(40 + next() * 120))
const image = (i: number) => pixels.subarray(i * bytes, (i + 1) * bytes)
/** Image 50 is image 3, darker and flatter; 51 is image 4 with a little noise; 52 and 7 are of one value. */
for (let k = 0; k < bytes; k++) {
  pixels[50 * bytes + k] = Math.round(image(3)[k]! * 0.8 + 5)
  pixels[51 * bytes + k] = image(4)[k]! + (k % 3) - 1
  pixels[52 * bytes + k] = 90
  pixels[7 * bytes + k] = 200
}
const split = Uint8Array.from({ length: count }, (_, i) => Number(i >= 48))

let home = ''
let manifest: DatasetManifest
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fovea-near-'))
  manifest = writePacked(join(home, 'd'), { key: 'd', id: 'd', name: 'd', parameters: {}, licence: '', attribution: '', skipped: [], warnings: [] }, { shape, labels: Int32Array.from({ length: count }, (_, i) => i % 2), split, classes: [{ id: 'a', name: 'a' }, { id: 'b', name: 'b' }], chunks: [pixels] })
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function distance(a: Uint8Array, b: Uint8Array): number {
  const standard = (values: number[]) => { const m = values.reduce((s, v) => s + v, 0) / values.length; const d = Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / values.length); return values.map((v) => (d ? (v - m) / d : 0)) }
  const [x, y] = [standard([...a]), standard([...b])]
  return Math.sqrt(x.reduce((s, v, i) => s + (v - y[i]!) ** 2, 0) / x.length)
}

describe('near images', () => {
  test('are the nearest of all training images, at their distance', async () => {
    for (const test of [50, 55, 58]) {
      const near = await nearestTraining(join(home, 'd'), manifest, readImages(join(home, 'd'), manifest, [test]), 5)
      const expected = Array.from({ length: 48 }, (_, i) => ({ index: i, label: i % 2, distance: distance(image(test), image(i)) })).sort((a, b) => a.distance - b.distance || a.index - b.index)
      expect(near.map(({ index }) => index)).toEqual(expected.slice(0, 5).map(({ index }) => index))
      near.forEach((one, i) => expect(one.distance).toBeCloseTo(expected[i]!.distance, 5))
    }
  })
  test('of a picture saved twice are found whatever its brightness and contrast, and nothing else', async () => {
    const asked = [50, 51, 52, 53, 54, 55]
    const found = await duplicatesInTraining(join(home, 'd'), manifest, readImages(join(home, 'd'), manifest, asked))
    expect(found.map((one) => one?.index ?? null)).toEqual([3, 4, 7, null, null, null])
    expect(found[1]!.distance).toBeLessThan(duplicateBelow)
    expect(found[1]!.distance).toBeCloseTo(distance(image(51), image(4)), 5)
  })
  test('of a file cut off say so', async () => {
    truncateSync(join(home, 'd', 'images.u8'), 40 * bytes)
    await expect(nearestTraining(join(home, 'd'), manifest, image(50), 3)).rejects.toMatchObject({ problem: { code: 'dataset.damaged' } })
  })
})
