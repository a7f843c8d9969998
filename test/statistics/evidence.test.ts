/** Metrics of variants and the images behind a cell, on a made-up comparison whose answers are known. */
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../main/datasets/random.ts'
import { fitTemperature } from '../../main/statistics/calibration.ts'
import type { Predictions } from '../../main/statistics/classification.ts'
import { filtered, imagePairs } from '../../main/statistics/paired-images.ts'
import { seedResults } from '../../main/statistics/rows.ts'
import { variantMetrics } from '../../main/statistics/variant-metrics.ts'
import { comparison, cost, images } from './fixture.ts'

const { plan, runs, predictions } = comparison([
  { id: 'plain', en: 'Plain', zh: '普通', right: [240, 250, 244], cost: cost(100, 1000) },
  { id: 'pool', en: 'Pooling', zh: '池化', right: [300, 312, 318], cost: cost(110, 1100) },
])
const [plain, pool] = seedResults(plan, runs, predictions) as [ReturnType<typeof seedResults>[number], ReturnType<typeof seedResults>[number]]
const of = (result: typeof plain) => [...result.predictions.values()]
const indices = Int32Array.from({ length: images }, (_, i) => 1000 + i)
const pairs = await imagePairs(of(plain), of(pool), indices, async () => {})

describe('metrics of a variant', () => {
  const metrics = variantMetrics(pool, plain, 1)!
  test('are means over its seeds', () => {
    expect(metrics.accuracy.mean).toBeCloseTo((300 + 312 + 318) / 3 / images, 12)
    expect(metrics.seeds).toBe(3)
    expect(metrics.accuracy.interval!.low).toBeLessThan(metrics.accuracy.mean)
    expect(metrics.classes.map(({ support }) => support)).toEqual([100, 100, 100, 100])
  })
  test('count each image once against the baseline', () => {
    const { fixed, broken, bothRight, bothWrong, difference, imageInterval } = metrics.against!
    expect(fixed + broken + bothRight + bothWrong).toBe(images)
    expect(difference).toBeCloseTo((fixed - broken) / images, 12)
    expect(imageInterval.low).toBeLessThan(difference)
    expect(imageInterval.high).toBeGreaterThan(difference)
  })
  test('the baseline is not set against itself, and nobody is made of nothing', () => {
    expect(variantMetrics(plain, plain, 0)!.against).toBeNull()
    expect(variantMetrics({ ...pool, predictions: new Map<number, Predictions>() }, plain, 1)).toBeNull()
  })
  test('temperature scaling lessens the error of answers that are too modest', () => {
    expect(metrics.scaled.expected.mean).toBeLessThanOrEqual(metrics.calibration.expected.mean)
    expect(metrics.calibration.bins.reduce((sum, { count }) => sum + count, 0)).toBe(3 * images)
  })
})

describe('the images behind a cell', () => {
  const fixed = filtered(pairs, { by: 'change', change: 'fixed' })
  test('are those that changed, by the index of the dataset', () => {
    expect(fixed.length).toBe(variantMetrics(pool, plain, 1)!.against!.fixed)
    for (const { index, truth, before, after } of fixed) {
      expect(truth).toBe((index - 1000) % 4)
      expect([before.answer === truth, after.answer === truth]).toEqual([false, true])
    }
  })
  test('of all cells together are all that differ', () => {
    const cells = [0, 1, 2, 3].flatMap((truth) => filtered(pairs, { by: 'cell', truth, answer: truth, of: 'change' }))
    const broken = filtered(pairs, { by: 'change', change: 'broken' })
    expect(cells.length).toBe(fixed.length + broken.length)
  })
  test('the worst are wrong, the most certain first', () => {
    const worst = filtered(pairs, { by: 'worst' })
    expect(worst.every(({ truth, after }) => after.answer !== truth)).toBe(true)
    expect(worst.map(({ after }) => after.probability)).toEqual([...worst.map(({ after }) => after.probability)].sort((a, b) => b - a))
  })
})

test('the temperature of a test set of which a fit looks at a part is the one it was made with', () => {
  const [n, k] = [4200, 500]
  const next = randomFrom(3, 0).unit
  const logits = Float32Array.from({ length: n * k }, () => next() * 12)
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const row = Array.from(logits.subarray(i * k, (i + 1) * k), (logit) => Math.exp(logit / 2))
    let left = next() * row.reduce((a, b) => a + b, 0)
    return row.findIndex((weight) => (left -= weight) <= 0)
  })
  expect(Math.abs(fitTemperature({ logits, labels }) - 2)).toBeLessThan(0.1)
})
