/** The statistics against scipy, statsmodels and scikit-learn. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accuracy, answers, confusion, recalls } from '../../main/statistics/classification.ts'
import { holm } from '../../main/statistics/holm.ts'
import { pairedDifference } from '../../main/statistics/intervals.ts'
import { mcnemar } from '../../main/statistics/mcnemar.ts'
import { tCumulative, tQuantile } from '../../main/statistics/student-t.ts'

const folder = join(import.meta.dirname, '../golden/statistics')
interface Case { name: string; input: Record<string, never>; expected: Record<string, never> }
const cases = (topic: string): Case[] =>
  readdirSync(folder).filter((f) => f.startsWith(`${topic}__`)).map((f) => JSON.parse(readFileSync(join(folder, f), 'utf8')) as Case)

describe('Student t', () => {
  const [{ input, expected }] = cases('distributions') as never as [{ input: { x: number[]; q: number[] }; expected: Record<string, number[]> }]
  it('has the cumulative probabilities of 4 degrees of freedom', () => {
    input.x.forEach((x, i) => expect(tCumulative(x, 4)).toBeCloseTo(expected['t_cdf_df4']![i]!, 12))
  })
  it('has the quantiles of 9 degrees of freedom', () => {
    input.q.forEach((q, i) => expect(tQuantile(q, 9)).toBeCloseTo(expected['t_ppf_df9']![i]!, 11))
  })
  it('has the quantiles that two and three seeds need', () => {
    expect(tQuantile(0.975, 1)).toBeCloseTo(12.706204736174698, 9)
    expect(tQuantile(0.975, 2)).toBeCloseTo(4.302652729749464, 10)
  })
})

describe.each(cases('mcnemar') as never as { name: string; input: { n01: number; n10: number }; expected: { exact_p: number; mid_p: number } }[])('McNemar $name', ({ input, expected }) => {
  it('exact and mid-p', () => {
    const { exact, midP } = mcnemar(input.n01, input.n10)
    expect(exact).toBeCloseTo(expected.exact_p, 11)
    expect(midP).toBeCloseTo(expected.mid_p, 11)
  })
})
it('McNemar without disagreement has p = 1', () => expect(mcnemar(0, 0)).toEqual({ exact: 1, midP: 1 }))

describe.each(cases('multiple_comparisons') as never as { name: string; input: { p: number[] }; expected: { holm: { adjusted: number[] } } }[])('Holm $name', ({ input, expected }) => {
  it('adjusts in the order given', () => holm(input.p).forEach((p, i) => expect(p).toBeCloseTo(expected.holm.adjusted[i]!, 12)))
})

describe.each(cases('paired') as never as { name: string; input: { x: number[]; y: number[] }; expected: { mean_difference: number; ci95_low: number; ci95_high: number } }[])('paired $name', ({ input, expected }) => {
  it('mean and interval of the difference', () => {
    const { difference, interval } = pairedDifference(input.x, input.y)
    expect(difference).toBeCloseTo(expected.mean_difference, 13)
    expect(interval!.low).toBeCloseTo(expected.ci95_low, 12)
    expect(interval!.high).toBeCloseTo(expected.ci95_high, 12)
  })
})

describe.each(cases('classification') as never as { name: string; input: { y: number[]; logits: number[][]; prediction: number[] }; expected: { accuracy: number; confusion: number[][]; per_class_recall: number[]; support: number[] } }[])('classification $name', ({ input, expected }) => {
  const predictions = { logits: Float32Array.from(input.logits.flat()), labels: Int32Array.from(input.y) }
  it('answers, accuracy, confusion, per class', () => {
    const given = answers(predictions)
    expect([...given]).toEqual(input.prediction)
    expect(accuracy(given, predictions.labels)).toBeCloseTo(expected.accuracy, 14)
    const counts = confusion(given, predictions.labels, input.logits[0]!.length)
    expect(counts).toEqual(expected.confusion)
    recalls(counts).forEach((r, k) => (expected.support[k] ? expect(r).toBeCloseTo(expected.per_class_recall[k]!, 14) : expect(r).toBeNull()))
  })
})
