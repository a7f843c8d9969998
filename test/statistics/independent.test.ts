/**
 * Two independent groups, against scipy 1.x `ttest_ind(y, x, equal_var=False)` with `.confidence_interval(0.95)`, and
 * statsmodels' `TTestIndPower().power(d, n, 0.05)` and `.solve_power(d, power=0.8, alpha=0.05)`; d by its definition.
 */
import { expect, test } from 'vitest'
import { neededSeeds } from '../../main/statistics/effect.ts'
import { cohenD, independentPower, welch } from '../../main/statistics/independent.ts'

const x = [0.8838, 0.9089, 0.8742, 0.8948, 0.8988]
const y = [0.891, 0.919, 0.877, 0.9, 0.9101, 0.902, 0.885]

test('Welch’s interval of groups of unlike size', () => {
  const { difference, interval, t, freedom } = welch(x, y)
  expect(difference).toBeCloseTo(0.005628571428571649, 12)
  expect(t).toBeCloseTo(0.6911227115960071, 9)
  expect(freedom).toBeCloseTo(9.188638923154931, 9)
  expect(interval!.low).toBeCloseTo(-0.012737165804547184, 9)
  expect(interval!.high).toBeCloseTo(0.023994308661690483, 9)
  expect(cohenD(x, y)).toBeCloseTo(0.39903752352846006, 12)
})
test('one value has no spread, and groups that do not spread have an interval of no width', () => {
  expect(welch([0.5], y).interval).toBeNull()
  expect(cohenD([0.5], y)).toBeNull()
  expect(welch([0.5, 0.5], [0.75, 0.75]).interval).toEqual({ low: 0.25, high: 0.25 })
  expect(cohenD([0.5, 0.5], [0.75, 0.75])).toBeNull()
})
test.each([[0.5, 10, 0.18509565629116606], [0.8, 26, 0.8074866151465275], [1.2, 4, 0.2990051286488929], [2.5, 5, 0.93157517348588]])('power of d %d with two groups of %d', (d, n, expected) => {
  expect(independentPower(d, n)).toBeCloseTo(expected, 7)
})
test.each([[0.3, 176], [0.8, 26], [-1.2, 12], [2.5, 4], [5, 3]])('d %d needs groups of %d', (d, n) => {
  expect(neededSeeds(d, independentPower)).toBe(n)
})
