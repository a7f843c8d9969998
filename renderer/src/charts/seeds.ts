/** Mean over seeds at each step with its 95 % interval: mean ± t(.975, n − 1) · s / √n. */

/** Quantiles .975 of Student's t for 1 to 30 degrees of freedom. */
const quantiles = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
]
/** Above 30 the Cornish-Fisher expansion is right to four places. */
const quantile = (freedom: number): number =>
  quantiles[freedom - 1] ?? 1.959964 + (1.959964 ** 3 + 1.959964) / (4 * freedom) + (5 * 1.959964 ** 5 + 16 * 1.959964 ** 3 + 3 * 1.959964) / (96 * freedom ** 2)

export interface SeedCurve { x: number[]; y: number[] }
export interface Band { x: number[]; mean: number[]; low: number[]; high: number[]; seeds: number }

/** Only steps that every curve has count, so the mean never jumps because a seed is missing. One seed has no interval: low = high = mean. */
export function overSeeds(curves: readonly SeedCurve[]): Band {
  const tables = curves.map((curve) => new Map(curve.x.map((x, i) => [x, curve.y[i]!])))
  const n = curves.length
  const band: Band = { x: [], mean: [], low: [], high: [], seeds: n }
  for (const x of tables[0]?.keys() ?? []) {
    const values = tables.map((table) => table.get(x))
    if (!values.every((value): value is number => value !== undefined && Number.isFinite(value))) continue
    const mean = values.reduce((a, b) => a + b, 0) / n
    const half = n > 1 ? (quantile(n - 1) * Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (n - 1))) / Math.sqrt(n) : 0
    band.x.push(x); band.mean.push(mean); band.low.push(mean - half); band.high.push(mean + half)
  }
  return band
}
