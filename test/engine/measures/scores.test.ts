/** Deletion, insertion, pointing and overlap where the right value is known: a model that looks at one place of the image. */
import { expect, test } from 'vitest'
import { halfOf, nearness, orderBy, overlap, placeOfPixels, pointsInto, randomRanks, type Grid, type Size } from '../../../main/engine/measures/places.ts'
import { areas, areaUnder, stepsOf, type Answering } from '../../../main/engine/measures/removal.ts'
import { scores, type Looks } from '../../../main/engine/measures/scores.ts'
import type { Turns } from '../../../main/engine/measures/turns.ts'

const ended = <T>(turns: Turns<T>): { value: T; told: number[] } => {
  const told: number[] = []
  for (;;) {
    const turn = turns.next()
    if (turn.done) return { value: turn.value, told }
    told.push(turn.value)
  }
}

/** 4 × 4 pixels, a pixel a place; sure of its answer as long as the pixel at `at` is what it was, which is 200. */
const [grid, size]: [Grid, Size] = [[4, 4], [4, 4]]
const image = new Float32Array(16).fill(200)
const watching = (at: number): Answering => (images, of) => of.map((_, slot) => (images[slot * 16 + at] === 200 ? 1 : 0))
const lookAt = (...places: number[]) => Float64Array.from({ length: 16 }, (_, i) => (places.includes(i) ? 1 / places.length : 0))
const looks = (...weights: Float64Array[]): Looks => ({ kind: 'attention', layer: 'head', grid, weights })
const sample = { images: image, indices: [7], size, empty: [100], boxes: [[{ top: 1, left: 1, height: 1, width: 1 }]] }

test('a model that reads one place, seen to look at it: gone at the first step, there from the first step', () => {
  const { value: { model } } = ended(scores(watching(5), looks(lookAt(5)), sample, 3))
  // 16 steps of one place: one half trapezoid of width 1/16.
  expect(model.deletion).toBeCloseTo(1 / 32, 12)
  expect(model.insertion).toBeCloseTo(1 - 1 / 32, 12)
  expect(model).toMatchObject({ pointing: 1, iou: 1 })
})

test('a map that points elsewhere says nothing of it, and the box misses it', () => {
  const first = orderBy(lookAt(0), randomRanks(16, 7)).indexOf(5)
  const { value: { model } } = ended(scores(watching(5), looks(lookAt(0)), sample, 16))
  expect(first).toBeGreaterThan(0)
  expect(model.deletion).toBeCloseTo((first + 0.5) / 16, 12)
  expect(model.insertion).toBeCloseTo(1 - (first + 0.5) / 16, 12)
  expect(model).toMatchObject({ pointing: 0, iou: 0 })
})

test('controls: one order nobody chose, the same for every map of the image, and the middle first', () => {
  const [one, other] = [5, 10].map((at) => ended(scores(watching(at), looks(lookAt(at)), sample, 4)).value)
  const order = orderBy(new Float64Array(16), randomRanks(16, 7))
  expect(one!.random.deletion).toBeCloseTo((order.indexOf(5) + 0.5) / 16, 12)
  expect(other!.random.deletion).toBeCloseTo((order.indexOf(10) + 0.5) / 16, 12)
  // The four places in the middle come first, in the same order that nobody chose.
  const middle = [...orderBy(nearness(grid), randomRanks(16, 7))]
  expect(middle.slice(0, 4).toSorted((a, b) => a - b)).toEqual([5, 6, 9, 10])
  expect(middle.slice(12).toSorted((a, b) => a - b)).toEqual([0, 3, 12, 15])
  expect(one!.centre.deletion).toBeCloseTo((middle.indexOf(5) + 0.5) / 16, 12)
  // At random every place comes first once in 16 times.
  expect(one!.random.pointing).toBe(1 / 16)
})

test('a look at nothing in particular is a random one', () => {
  const { value: { model, random } } = ended(scores(watching(6), looks(new Float64Array(16)), sample, 16))
  expect([model.deletion, model.insertion]).toEqual([random.deletion, random.insertion])
})

test('without boxes there is no pointing, and an image without one counts for nothing in it', () => {
  expect(ended(scores(watching(5), looks(lookAt(5)), { ...sample, boxes: null }, 16)).value.model).toMatchObject({ pointing: null, iou: null })
  const two = { ...sample, images: new Float32Array(32).fill(200), indices: [7, 8], boxes: [sample.boxes[0]!, []] }
  expect(ended(scores(watching(5), looks(lookAt(5), lookAt(0)), two, 16)).value.model).toMatchObject({ pointing: 1, iou: 1 })
})

test('every image of a batch is answered as itself, and how far it is grows to the end', () => {
  const images = Float32Array.from({ length: 48 }, (_, i) => 10 * (1 + Math.floor(i / 16)))
  // Sure of the share of the image that is as it was.
  const answering: Answering = (made, of) => of.map((image, slot) => made.subarray(slot * 16, slot * 16 + 16).filter((v) => v === 10 * (1 + image)).length / 16)
  const placeOf = placeOfPixels(grid, size)
  const orders = [0, 1, 2].map((i) => [orderBy(new Float64Array(16), randomRanks(16, i))])
  const { value, told } = ended(areas(answering, { images, count: 3, empty: [0], placeOf, orders, batch: 5 }))
  for (const own of value) {
    expect(own[0]!.deletion).toBeCloseTo(0.5, 12)
    expect(own[0]!.insertion).toBeCloseTo(0.5, 12)
  }
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(1)
})

test('steps are about equal, and at most 20', () => {
  expect(stepsOf(4)).toEqual([0, 1, 2, 3, 4])
  const steps = stepsOf(49)
  expect([steps.length, steps[0], steps.at(-1)]).toEqual([21, 0, 49])
  const widths = steps.slice(1).map((at, i) => at - steps[i]!)
  expect([Math.min(...widths), Math.max(...widths)]).toEqual([2, 3])
  expect(areaUnder([1, 0, 0], [0, 1, 4])).toBeCloseTo(1 / 8, 12)
})

test('places share out an image that they do not divide', () => {
  expect([...placeOfPixels([2, 3], [3, 4])]).toEqual([0, 0, 1, 2, 0, 0, 1, 2, 3, 3, 4, 5])
  expect(pointsInto(4, [2, 3], [3, 4], [{ top: 2, left: 2, height: 1, width: 1 }])).toBe(true)
  expect(pointsInto(4, [2, 3], [3, 4], [{ top: 0, left: 2, height: 2, width: 1 }])).toBe(false)
})

test('half of a look is the fewest places that hold it; overlap counts pixels', () => {
  const look = [0.1, 0.4, 0.2, 0.3]
  const order = orderBy(look, [0, 0, 0, 0])
  expect([...order]).toEqual([1, 3, 2, 0])
  expect([halfOf(look, order), halfOf([0.25, 0.25, 0.25, 0.25], order), halfOf([0, 0, 0, 0], order), halfOf([0, 1, 0, 0], order)]).toEqual([2, 2, 2, 1])
  // Upper half of 4 × 4 against the left half: 4 pixels of 12.
  expect(overlap(Int32Array.of(0, 1), placeOfPixels([2, 2], [4, 4]), [4, 4], [{ top: 0, left: 0, height: 4, width: 2 }])).toBeCloseTo(4 / 12, 12)
})
