/** Packed datasets: read as written; damaged ones refused with the file's name. */
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDataset } from '../../../main/engine/training/dataset.ts'
import { tinyDataset } from './tiny-dataset.ts'

test('splits, labels and pixels, in any order', () => {
  const tiny = tinyDataset()
  const dataset = openDataset(tiny.folder)
  expect(dataset.train).toEqual(Int32Array.from({ length: 60 }, (_, i) => i))
  expect(dataset.test[0]).toBe(60)
  expect(dataset.labels).toEqual(tiny.labels)
  const image = (i: number) => tiny.images.subarray(i * 64, (i + 1) * 64)
  expect(dataset.read([5, 80, 6, 7, 5])).toEqual(Uint8Array.from([5, 80, 6, 7, 5].flatMap((i) => [...image(i)])))
  dataset.close()
})

describe('refused', () => {
  const cases: Record<string, [(folder: string) => void, RegExp]> = {
    'no folder': [(folder) => rmSync(folder, { recursive: true }), /no packed dataset/],
    'no labels': [(folder) => rmSync(join(folder, 'labels.i32')), /labels\.i32/],
    'images cut off': [(folder) => truncateSync(join(folder, 'images.u8'), 100), /images\.u8: 100 bytes instead of 5184/],
    'a manifest of something else': [(folder) => writeFileSync(join(folder, 'manifest.json'), '{"format": 9}'), /manifest\.json/],
    'a manifest that is not JSON': [(folder) => writeFileSync(join(folder, 'manifest.json'), '{'), /manifest\.json/],
    'labels beyond the classes': [(folder) => writeFileSync(join(folder, 'labels.i32'), new Uint8Array(new Int32Array(81).fill(4).buffer)), /label 4 of 4 classes/],
    'another split than promised': [(folder) => writeFileSync(join(folder, 'split.u8'), new Uint8Array(81)), /81 \+ 0 images/],
  }
  for (const [name, [damage, message]] of Object.entries(cases))
    test(name, () => {
      const { folder } = tinyDataset()
      damage(folder)
      expect(() => openDataset(folder)).toThrow(message)
    })
  test('nothing to test on', () => expect(() => openDataset(tinyDataset({ train: 8, test: 0 }).folder)).toThrow(/no images for testing/))
})
