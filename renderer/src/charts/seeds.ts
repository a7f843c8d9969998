/** Mean over seeds at each step with its 95 % interval. */
import { mean, meanInterval } from '../../../preload/contract/intervals.ts'

export interface SeedCurve { x: number[]; y: number[] }
export interface Band { x: number[]; mean: number[]; low: number[]; high: number[]; seeds: number }

/** Only steps that every curve has count, so the mean never jumps because a seed is missing. One seed has no interval: low = high = mean. */
export function overSeeds(curves: readonly SeedCurve[]): Band {
  const tables = curves.map((curve) => new Map(curve.x.map((x, i) => [x, curve.y[i]!])))
  const band: Band = { x: [], mean: [], low: [], high: [], seeds: curves.length }
  for (const x of tables[0]?.keys() ?? []) {
    const values = tables.map((table) => table.get(x))
    if (!values.every((value): value is number => value !== undefined && Number.isFinite(value))) continue
    const middle = mean(values)
    const { low, high } = meanInterval(values) ?? { low: middle, high: middle }
    band.x.push(x); band.mean.push(middle); band.low.push(low); band.high.push(high)
  }
  return band
}
