/** Crop, mirror and cutout: what they may do to an image, and that they are a function of the key. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { cutOut, shiftAndFlip } from '../../../main/engine/training/augmentation.ts'
import { epochOrder } from '../../../main/engine/training/shuffle.ts'

beforeAll(() => loadTensorFlow())

const [batch, height, width] = [64, 5, 7]
/** The same image for all samples, every pixel another value from 1 on. */
const image = Array.from({ length: height * width }, (_, i) => i + 1)
const images = () => tf.tile(tf.tensor(image, [1, height, width, 1]), [batch, 1, 1, 1])
const key = (seed: number, step: number) => tf.tensor1d([seed, step], 'int32')
const samples = (t: tf.Tensor) => Array.from({ length: batch }, (_, b) => [...t.dataSync().slice(b * image.length, (b + 1) * image.length)].join())

/** What NumPy-style indexing says of a shift (dx, dy) and mirror. */
function moved(dx: number, dy: number, mirrored: boolean): string {
  const at = (y: number, x: number) => (y >= 0 && y < height && x >= 0 && x < width ? image[y * width + x]! : 0)
  return Array.from({ length: height * width }, (_, i) => at(Math.floor(i / width) + dy, (mirrored ? width - 1 - (i % width) : i % width) + dx)).join()
}

describe('crop and mirror', () => {
  const shifts = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const))
  test('give shifted and mirrored images with zeros coming in, all kinds of them', () => {
    const allowed = new Set(shifts.flatMap(([dx, dy]) => [moved(dx, dy, false), moved(dx, dy, true)]))
    const seen = new Set([1, 2, 3].flatMap((step) => samples(shiftAndFlip(images(), key(7, step), { crop: 1, flip: true, cutout: 0 }))))
    expect([...seen].filter((sample) => !allowed.has(sample))).toEqual([])
    expect(seen.size).toBe(18)
  })
  test('without a mirror nothing is mirrored; with nothing asked nothing happens', () => {
    const allowed = new Set(shifts.map(([dx, dy]) => moved(dx, dy, false)))
    expect(samples(shiftAndFlip(images(), key(7, 1), { crop: 1, flip: false, cutout: 0 })).filter((sample) => !allowed.has(sample))).toEqual([])
    expect(new Set(samples(shiftAndFlip(images(), key(7, 1), { crop: 0, flip: false, cutout: 0 })))).toEqual(new Set([moved(0, 0, false)]))
  })
  test('are a function of (seed, step)', () => {
    const at = (seed: number, step: number) => samples(shiftAndFlip(images(), key(seed, step), { crop: 2, flip: true, cutout: 0 }))
    expect(at(1, 5)).toEqual(at(1, 5))
    expect(at(1, 6)).not.toEqual(at(1, 5))
    expect(at(2, 5)).not.toEqual(at(1, 5))
  })
})

test('cutout sets a square to 0, cut at the borders', () => {
  const out = cutOut(images(), key(3, 1), { crop: 0, flip: false, cutout: 3 }).dataSync()
  const sizes = new Set<number>()
  for (let b = 0; b < batch; b++) {
    const gone = image.flatMap((_, i) => (out[b * image.length + i] === 0 ? [i] : []))
    const [ys, xs] = [gone.map((i) => Math.floor(i / width)), gone.map((i) => i % width)]
    const [tall, wide] = [Math.max(...ys) - Math.min(...ys) + 1, Math.max(...xs) - Math.min(...xs) + 1]
    expect(gone.length).toBe(tall * wide)
    expect(Math.max(tall, wide)).toBeLessThanOrEqual(3)
    sizes.add(gone.length)
  }
  expect(sizes).toContain(9)
  expect(sizes).toContain(4)
})

test('the order of an epoch has every image once and is a function of (seed, epoch)', () => {
  const indices = Int32Array.from({ length: 100 }, (_, i) => 3 * i)
  const order = epochOrder(indices, 1, 0)
  expect([...order].sort((a, b) => a - b)).toEqual([...indices])
  expect(epochOrder(indices, 1, 0)).toEqual(order)
  for (const [seed, epoch] of [[1, 1], [2, 0]] as const) expect(epochOrder(indices, seed, epoch)).not.toEqual(order)
})
