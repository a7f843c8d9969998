/** Tails of statistics that the golden numbers (test/exactness) do not reach. */
import { expect, test } from 'vitest'
import { mcnemar } from '../../main/statistics/mcnemar.ts'
import { tQuantile } from '../../preload/contract/student-t.ts'

test('Student t has the quantiles that two and three seeds need', () => {
  expect(tQuantile(0.975, 1)).toBeCloseTo(12.706204736174698, 9)
  expect(tQuantile(0.975, 2)).toBeCloseTo(4.302652729749464, 10)
})

test('McNemar without disagreement has p = 1', () => expect(mcnemar(0, 0)).toEqual({ exact: 1, midP: 1 }))
