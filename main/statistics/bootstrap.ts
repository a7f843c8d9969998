/**
 * Bootstrap interval of a mean difference over images (Efron 1979): percentile, and bias-corrected and accelerated
 * (BCa, Efron, JASA 1987). Of an image only counts whether it is fixed (1), broken (−1) or alike (0), so n images drawn with
 * replacement are one draw of a multinomial distribution, and the jackknife has three values.
 */
import { standardDeviation } from '../../preload/contract/intervals.ts'
import { binomial, uniforms } from './binomial.ts'
import { normalCumulative, normalQuantile } from './normal.ts'

/** Linear between order statistics, at position (n − 1)q. `sorted` ascends. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q
  const below = Math.floor(at)
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

export interface Changes { images: number; fixed: number; broken: number }

/** Fixed less broken of each draw; the same draws for the same seed. */
export function resampled({ images, fixed, broken }: Changes, resamples: number, seed: number): number[] {
  const next = uniforms(seed)
  const changed = fixed + broken
  return Array.from({ length: resamples }, () => {
    const drawn = binomial(images, changed / images, next())
    return 2 * binomial(drawn, fixed / changed, next()) - drawn
  })
}

export interface Bootstrap {
  difference: number
  deviation: number
  percentile: { low: number; high: number }
  /** Null where it is not defined: no image on which the two differ. */
  accelerated: { low: number; high: number } | null
}

/** `sums`: fixed less broken of each draw. 95 %. */
export function bootstrapMean({ images, fixed, broken }: Changes, sums: readonly number[]): Bootstrap {
  const observed = fixed - broken
  const difference = observed / images
  const means = sums.map((sum) => sum / images).sort((a, b) => a - b)
  const at = (q: number) => quantile(means, q)
  const base = { difference, deviation: standardDeviation(means), percentile: { low: at(0.025), high: at(0.975) } }
  const below = sums.filter((sum) => sum < observed).length
  const upTo = sums.filter((sum) => sum <= observed).length
  const bias = normalQuantile((below + upTo) / (2 * sums.length))
  // The mean without an image lies (d − mean) / (n − 1) below the mean of all such means; n − 1 cancels out.
  const moment = (power: number) => fixed * (1 - difference) ** power + broken * (-1 - difference) ** power + (images - fixed - broken) * (-difference) ** power
  const squares = moment(2)
  if (!squares || !Number.isFinite(bias)) return { ...base, accelerated: null }
  const acceleration = moment(3) / (6 * squares ** 1.5)
  const level = (z: number) => normalCumulative(bias + (bias + z) / (1 - acceleration * (bias + z)))
  return { ...base, accelerated: { low: at(level(normalQuantile(0.025))), high: at(level(normalQuantile(0.975))) } }
}
