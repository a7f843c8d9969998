/**
 * Bootstrap interval of a mean difference over images (Efron 1979): percentile, and bias-corrected and accelerated
 * (BCa, Efron, JASA 1987). Pairs are drawn together, so that an image's two answers stay together.
 */
import { mean, standardDeviation } from '../../preload/contract/intervals.ts'
import { normalCumulative, normalQuantile } from './normal.ts'

/** Linear between order statistics, at position (n − 1)q. `sorted` ascends. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q
  const below = Math.floor(at)
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

/** Indices of `resamples` draws of n out of n, in one array that is filled anew for each. A small generator keyed by the seed: the same interval every time. */
export function* resampledIndices(n: number, resamples: number, seed: number): Generator<Int32Array> {
  const drawn = new Int32Array(n)
  let state = (seed ^ 0x9e3779b9) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < n; i++) drawn[i] = Math.floor(next() * n)
    yield drawn
  }
}

export interface Bootstrap {
  difference: number
  deviation: number
  percentile: { low: number; high: number }
  /** Null where it is not defined: no image on which the two differ. */
  accelerated: { low: number; high: number } | null
}

/** `differences` of each image (1 fixed, −1 broken, 0 alike), resampled by the indices given. 95 %. */
export function bootstrapMean(differences: readonly number[], indices: Iterable<ArrayLike<number>>): Bootstrap {
  const n = differences.length
  const observed = mean(differences)
  const meanOf = (drawn: ArrayLike<number>) => {
    let sum = 0
    for (let i = 0; i < drawn.length; i++) sum += differences[drawn[i]!]!
    return sum / n
  }
  const means = Array.from(indices, meanOf).sort((a, b) => a - b)
  const at = (q: number) => quantile(means, q)
  const base = { difference: observed, deviation: standardDeviation(means), percentile: { low: at(0.025), high: at(0.975) } }
  // Means are sums of whole numbers over n; what differs by rounding alone is equal.
  const close = 1e-12
  const below = means.filter((m) => m < observed - close).length
  const upTo = means.filter((m) => m <= observed + close).length
  const bias = normalQuantile((below + upTo) / (2 * means.length))
  // The mean without image i lies (d_i − mean) / (n − 1) below the mean of all such means.
  const [squares, cubes] = differences.reduce(([s, c], d) => [s + ((d - observed) / (n - 1)) ** 2, c + ((d - observed) / (n - 1)) ** 3], [0, 0])
  if (!squares || !Number.isFinite(bias)) return { ...base, accelerated: null }
  const acceleration = cubes / (6 * squares ** 1.5)
  const level = (z: number) => normalCumulative(bias + (bias + z) / (1 - acceleration * (bias + z)))
  return { ...base, accelerated: { low: at(level(normalQuantile(0.025))), high: at(level(normalQuantile(0.975))) } }
}
