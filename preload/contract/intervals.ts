/**
 * Means over seeds with their 95 % t interval: mean ± t(.975, n−1) · s / √n (Student, Biometrika 1908).
 * A difference is paired by seed: the same interval on the differences, since both runs of a seed share its data order.
 */
import type { Interval } from './comparison.ts'
import { tQuantile } from './student-t.ts'

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

/** With n − 1 in the denominator. */
export function standardDeviation(values: readonly number[]): number {
  const m = mean(values)
  return Math.sqrt(values.reduce((a, v) => a + (v - m) ** 2, 0) / (values.length - 1))
}

/** t(.975, n − 1) by n: found by bisection, and a table of many runs asks for the same few thousands of times. */
const quantiles = new Map<number, number>()
function quantileFor(n: number): number {
  const known = quantiles.get(n) ?? tQuantile(0.975, n - 1)
  quantiles.set(n, known)
  return known
}

/** Null below two values. */
export function meanInterval(values: readonly number[]): Interval | null {
  if (values.length < 2) return null
  const m = mean(values)
  const half = (quantileFor(values.length) * standardDeviation(values)) / Math.sqrt(values.length)
  return { low: m - half, high: m + half }
}

/** Shares that lie nearer to each other differ by rounding alone: a million test images are a thousand times as far apart. */
export const rounding = 1e-9

/** Seeds that do not differ in something say nothing of other seeds: they have an interval, but of no width. */
export const hasWidth = ({ low, high }: Interval): boolean => high - low > rounding

/** The side of 0 on which an interval lies; 0 where it lies on none, or has no width. */
export const sideOfZero = (interval: Interval): -1 | 0 | 1 => (!hasWidth(interval) ? 0 : interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0)

/** Mean of y − x with its interval; x[i] and y[i] belong to the same seed. */
export function pairedDifference(x: readonly number[], y: readonly number[]): { difference: number; interval: Interval | null } {
  const differences = y.map((value, i) => value - x[i]!)
  return { difference: mean(differences), interval: meanInterval(differences) }
}
