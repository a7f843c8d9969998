/** ROC and precision-recall curves: scikit-learn's points (test/golden/statistics), and thinning that moves no line. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bends, curvesOf, thresholdCurves } from '../../main/statistics/threshold-curves.ts'
import { probabilities } from '../../main/statistics/probabilities.ts'
import { areaUnderRoc } from '../../main/statistics/ranking.ts'

const golden = JSON.parse(readFileSync(new URL('../golden/statistics/binary__binary_ties.json', import.meta.url), 'utf8')) as { input: { y: number[]; score: number[] }; expected: Record<string, number[]> }

test('every point is scikit-learn’s, ties included', () => {
  const { roc, precisionRecall } = curvesOf(golden.input.score, golden.input.y.map((y) => y === 1))
  const close = (ours: number[], theirs: number[]) => { expect(ours.length).toBe(theirs.length); ours.forEach((v, i) => expect(v).toBeCloseTo(theirs[i]!, 12)) }
  close(roc.x, golden.expected.fpr!)
  close(roc.y, golden.expected.tpr!)
  close([...precisionRecall.x].reverse(), golden.expected.pr_recall!)
  close([...precisionRecall.y].reverse(), golden.expected.pr_precision!)
})

test('what lies on a line is left out, and what does not stays', () => {
  expect(bends({ x: [0, 0, 0, 0.5, 1], y: [0, 0.2, 0.6, 0.8, 1] })).toEqual({ x: [0, 0, 1], y: [0, 0.6, 1] })
  expect(bends({ x: [], y: [] })).toEqual({ x: [], y: [] })
})

test('a thinned ROC curve has the area of the whole one', () => {
  fc.assert(fc.property(fc.array(fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), positive: fc.boolean() }), { minLength: 20, maxLength: 400 }), (images) => {
    const positive = images.map((one) => one.positive)
    fc.pre(positive.includes(true) && positive.includes(false))
    const whole = curvesOf(images.map((one) => one.score), positive)
    const thin = bends(whole.roc)
    expect(thin.x.length).toBeLessThanOrEqual(whole.roc.x.length)
    expect(Math.abs(areaUnderRoc({ falsePositive: thin.x, truePositive: thin.y, thresholds: [], precision: [] }) - whole.area)).toBeLessThan(1e-3)
  }))
})

test('a class without images, or with all of them, has no curve', async () => {
  const predictions = { logits: Float32Array.from([2, 0, 0, 2, 0, 1, 1, 3, 0]), labels: Int32Array.from([0, 1, 1]) }
  expect(await thresholdCurves(new Map([[1, predictions]]), 2, async () => {})).toEqual({ seeds: [], areaUnderRoc: null, averagePrecision: null, prevalence: 0 })
  const ofOne = await thresholdCurves(new Map([[1, predictions], [2, predictions]]), 1, async () => {})
  expect(ofOne.prevalence).toBeCloseTo(2 / 3, 12)
  expect(ofOne.seeds.map(({ seed }) => seed)).toEqual([1, 2])
  expect(ofOne.areaUnderRoc!.interval).toEqual({ low: ofOne.areaUnderRoc!.mean, high: ofOne.areaUnderRoc!.mean })
})

test('of many images others are heard in between, and the points are those of all at once', async () => {
  const labels = Int32Array.from({ length: 2500 }, (_, i) => i % 3)
  const predictions = { logits: Float32Array.from({ length: 3 * labels.length }, (_, i) => ((i * 7919) % 1009) / 200 + Number(i % 3 === Math.floor(i / 3) % 3)), labels }
  let turns = 0
  const { seeds } = await thresholdCurves(new Map([[1, predictions]]), 2, async () => { turns++ })
  expect(turns).toBeGreaterThanOrEqual(4)
  const p = probabilities(predictions)
  expect(seeds[0]!.roc).toEqual(bends(curvesOf(Array.from(labels, (_, i) => p[3 * i + 2]!), Array.from(labels, (label) => label === 2)).roc))
})
