/** Rules for integrals: exact where they must be. */
import { expect, test } from 'vitest'
import { denserAtZero, gaussLegendre, middle, trapezoid, type Rule } from '../../../main/engine/inference/quadrature.ts'

const integral = (rule: Rule, power: number) => rule.reduce((sum, { at, weight }) => sum + weight * at ** power, 0)

test.each([1, 2, 3, 8, 51])('Gauss and Legendre with %i points are exact up to degree 2n − 1', (points) => {
  for (let power = 0; power < Math.min(2 * points, 40); power++) expect(integral(gaussLegendre(points), power)).toBeCloseTo(1 / (power + 1), 12)
  expect(Math.abs(integral(gaussLegendre(points), 2 * points) - 1 / (2 * points + 1)) > 1e-15 || points > 8).toBe(true)
})

test('the middle and the trapezoid rule are exact for a line and sum to 1', () => {
  for (const rule of [middle(32), trapezoid(32)]) for (const power of [0, 1]) expect(integral(rule, power)).toBeCloseTo(1 / (power + 1), 12)
  expect(trapezoid(5).map(({ at }) => at)).toEqual([0, 0.25, 0.5, 0.75, 1])
})

test('with points closer near 0 a rule still sums to 1, and integrates a root better than before', () => {
  const rule = gaussLegendre(4)
  expect(integral(denserAtZero(rule), 0)).toBeCloseTo(1, 12)
  expect(integral(denserAtZero(rule), 0.5)).toBeCloseTo(2 / 3, 12)
  expect(Math.abs(integral(rule, 0.5) - 2 / 3)).toBeGreaterThan(1e-4)
})
