/** Draws of three counts against what they stand for: images drawn one by one, and the binomial distribution itself. */
import { describe, expect, test } from 'vitest'
import { binomial, uniforms } from '../../main/statistics/binomial.ts'
import { bootstrapMean, resampled, type Changes } from '../../main/statistics/bootstrap.ts'
import { mean, standardDeviation } from '../../preload/contract/intervals.ts'

/** fixed less broken of each of so many draws of image after image. */
function drawnOneByOne({ images, fixed, broken }: Changes, resamples: number): number[] {
  const next = uniforms(7)
  return Array.from({ length: resamples }, () => {
    let sum = 0
    for (let i = 0; i < images; i++) {
      const at = next() * images
      sum += at < fixed ? 1 : at < fixed + broken ? -1 : 0
    }
    return sum
  })
}

describe('a binomial number', () => {
  test('comes as often as the distribution says', () => {
    const [n, p, draws] = [9, 0.3, 100_000]
    const next = uniforms(3)
    const counts = new Array<number>(n + 1).fill(0)
    for (let i = 0; i < draws; i++) counts[binomial(n, p, next())]! += 1
    let [chance, choose] = [0, 1]
    for (const [k, count] of counts.entries()) {
      const expected = choose * p ** k * (1 - p) ** (n - k) * draws
      chance += (count - expected) ** 2 / expected
      choose *= (n - k) / (k + 1)
    }
    // The 99.9 % point of chi-square with 9 degrees of freedom.
    expect(chance).toBeLessThan(27.9)
  })
  test('has the mean and spread of a million tries', () => {
    const [n, p] = [1_000_000, 0.03]
    const next = uniforms(5)
    const drawn = Array.from({ length: 4000 }, () => binomial(n, p, next()))
    const spread = Math.sqrt(n * p * (1 - p))
    expect(Math.abs(mean(drawn) - n * p)).toBeLessThan((4 * spread) / Math.sqrt(4000))
    expect(standardDeviation(drawn) / spread).toBeCloseTo(1, 1)
  })
  test('stays within its ends', () => {
    expect([binomial(0, 0.5, 0.9), binomial(5, 0, 0.9), binomial(5, 1, 0), binomial(3, 1e-300, 0)]).toEqual([0, 0, 5, 0])
  })
})

describe('an interval from counts', () => {
  test.each([{ images: 60, fixed: 0, broken: 7 }, { images: 1000, fixed: 90, broken: 40 }, { images: 3000, fixed: 12, broken: 3 }])('is that of images drawn one by one: %o', (changes) => {
    const [ours, plain] = [resampled(changes, 10_000, 1), drawnOneByOne(changes, 10_000)].map((sums) => bootstrapMean(changes, sums))
    const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(Math.max(0.08 * plain!.deviation, 1.01 / changes.images))
    near(ours!.percentile.low, plain!.percentile.low)
    near(ours!.percentile.high, plain!.percentile.high)
    near(ours!.accelerated!.low, plain!.accelerated!.low)
    near(ours!.accelerated!.high, plain!.accelerated!.high)
    expect(Math.abs(ours!.deviation / plain!.deviation - 1)).toBeLessThan(0.04)
  })
  test('has no width where no image differs', () => {
    const alike = { images: 40, fixed: 0, broken: 0 }
    expect(bootstrapMean(alike, resampled(alike, 50, 1))).toEqual({ difference: 0, deviation: 0, percentile: { low: 0, high: 0 }, accelerated: null })
  })
})
