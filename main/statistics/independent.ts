/**
 * Two independent groups: difference of the means with Welch's interval (Biometrika 1947), whose groups need not spread alike,
 * its degrees of freedom by Satterthwaite (Biometrics Bulletin 1946); Cohen's d over the pooled deviation; power of the
 * two-sample t test of groups of n from the noncentral t with 2n − 2 degrees of freedom and shift d √(n/2).
 */
import type { Interval } from '../../preload/contract/comparison.ts'
import { mean, rounding, standardDeviation } from '../../preload/contract/intervals.ts'
import { tQuantile } from '../../preload/contract/student-t.ts'
import { noncentralT } from './effect.ts'

export interface Welch { difference: number; interval: Interval | null; t: number; freedom: number }

/** Mean of y less mean of x. No interval when a group has fewer than two values. */
export function welch(x: readonly number[], y: readonly number[]): Welch {
  const difference = mean(y) - mean(x)
  if (x.length < 2 || y.length < 2) return { difference, interval: null, t: NaN, freedom: NaN }
  const [vx, vy] = [standardDeviation(x) ** 2 / x.length, standardDeviation(y) ** 2 / y.length]
  const error = Math.sqrt(vx + vy)
  if (error === 0) return { difference, interval: { low: difference, high: difference }, t: NaN, freedom: NaN }
  const freedom = (vx + vy) ** 2 / (vx ** 2 / (x.length - 1) + vy ** 2 / (y.length - 1))
  const half = tQuantile(0.975, freedom) * error
  return { difference, interval: { low: difference - half, high: difference + half }, t: difference / error, freedom }
}

/** Null where neither group spreads, or a group has fewer than two values. */
export function cohenD(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 2 || y.length < 2) return null
  const squares = (values: readonly number[]) => standardDeviation(values) ** 2 * (values.length - 1)
  const pooled = Math.sqrt((squares(x) + squares(y)) / (x.length + y.length - 2))
  return pooled > rounding ? (mean(y) - mean(x)) / pooled : null
}

/** Chance that a two-sided test at `level` of two groups of n sees an effect of this d. */
export function independentPower(d: number, n: number, level = 0.05): number {
  const freedom = 2 * n - 2
  const critical = tQuantile(1 - level / 2, freedom)
  const shift = d * Math.sqrt(n / 2)
  return 1 - noncentralT(critical, freedom, shift) + noncentralT(-critical, freedom, shift)
}
