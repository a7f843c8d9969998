/**
 * How large a paired difference is, and how many seeds would show it. Cohen's dz = mean / deviation of the differences
 * (Cohen 1988; Lakens 2013); power of the paired t test from the noncentral t distribution.
 */
import { mean, rounding, standardDeviation } from '../../preload/contract/intervals.ts'
import { normalCumulative } from './normal.ts'
import { logGamma, tQuantile } from '../../preload/contract/student-t.ts'

/** Null where the differences do not spread, or are fewer than two. */
export function cohenDz(differences: readonly number[]): number | null {
  const deviation = differences.length < 2 ? 0 : standardDeviation(differences)
  return deviation > rounding ? mean(differences) / deviation : null
}

/** P(T ≤ t) of the noncentral t: the normal averaged over the chi distribution of the deviation, by Simpson's rule. */
export function noncentralT(t: number, freedom: number, shift: number): number {
  const logDensity = (s: number) => (1 - freedom / 2) * Math.LN2 - logGamma(freedom / 2) + (freedom - 1) * Math.log(s) - (s * s) / 2
  const centre = Math.sqrt(freedom)
  const [from, to] = [Math.max(1e-9, centre - 9), centre + 9]
  const steps = 2000
  const width = (to - from) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const s = from + i * width
    const weight = i === 0 || i === steps ? 1 : i % 2 ? 4 : 2
    sum += weight * Math.exp(logDensity(s)) * normalCumulative((t * s) / Math.sqrt(freedom) - shift)
  }
  return (sum * width) / 3
}

/** Chance that a paired t test of n pairs, two-sided at `level`, sees an effect of this dz. */
export function pairedPower(dz: number, n: number, level = 0.05): number {
  const critical = tQuantile(1 - level / 2, n - 1)
  const shift = dz * Math.sqrt(n)
  return 1 - noncentralT(critical, n - 1, shift) + noncentralT(-critical, n - 1, shift)
}

/** Fewest seeds (of each group, where `powerOf` is of two) whose test sees such an effect with this power; null above `most`. */
export function neededSeeds(effect: number, powerOf: (effect: number, n: number) => number = pairedPower, power = 0.8, most = 1000): number | null {
  if (powerOf(Math.abs(effect), most) < power) return null
  let [low, high] = [1, most]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (powerOf(Math.abs(effect), Math.max(2, middle)) >= power) high = middle
    else low = middle
  }
  return Math.max(2, high)
}
