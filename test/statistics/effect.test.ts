/** Power of the paired t test against statsmodels' TTestPower and scipy's noncentral t. */
import { expect, test } from 'vitest'
import { neededSeeds, noncentralT, pairedPower } from '../../main/statistics/effect.ts'

test.each([[2.2, 9, 1.5, 0.7146730019942569], [-1, 4, 0.7, 0.059925595055688424]])('noncentral t, P(T ≤ %d), %d degrees of freedom, shift %d', (t, freedom, shift, expected) => {
  expect(noncentralT(t, freedom, shift)).toBeCloseTo(expected, 8)
})
test.each([[0.5, 34, 0.8077775012792737], [2, 5, 0.9088848681009402], [1, 10, 0.8030968566327218], [0.2, 20, 0.13595628876736887], [3, 3, 0.7452680070062834]])('power of dz %d with %d pairs', (dz, n, expected) => {
  expect(pairedPower(dz, n)).toBeCloseTo(expected, 7)
})
test('the fewest seeds with a power of 80 %', () => {
  expect(neededSeeds(1)).toBe(10)
  expect(neededSeeds(-0.5)).toBe(34)
  expect(neededSeeds(0.001)).toBeNull()
  expect(pairedPower(1, 9)).toBeLessThan(0.8)
})
