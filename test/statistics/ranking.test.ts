/** Areas found from the positives' ranks are those of the whole curves, ties included. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaUnderRoc, averagePrecision, rankingAreas, rankingCurves } from '../../main/statistics/ranking.ts'

test('areas without sorting all scores', () => {
  fc.assert(fc.property(fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), positive: fc.boolean() }), { minLength: 2, maxLength: 80 }), (images) => {
    const [scores, positive] = [images.map((one) => one.score / 12), images.map((one) => one.positive)]
    fc.pre(positive.includes(true) && positive.includes(false))
    const curves = rankingCurves(scores, positive)
    const { area, averagePrecision: precision } = rankingAreas(scores, positive)
    expect(area).toBeCloseTo(areaUnderRoc(curves), 12)
    expect(precision).toBeCloseTo(averagePrecision(curves), 12)
  }))
})
test('of positives alone are nothing', () => {
  expect(rankingAreas([1, 2], [true, true])).toEqual({ area: NaN, averagePrecision: NaN })
})
