/** One difference axis for a whole table: where 0, the round values and each interval stand, in px. Fractions in, points on the axis. */
import { niceAxis } from './axis.ts'

export interface Forest { width: number; ticks: { x: number; points: number }[]; zero: number; at(fraction: number): number }

export function forestAxis(rows: readonly { difference: number | null; differenceInterval: { low: number; high: number } | null }[], width: number, pad = 14): Forest {
  const values = rows.flatMap((row) => [row.difference, row.differenceInterval?.low, row.differenceInterval?.high]).filter((v): v is number => v != null).map((v) => v * 100)
  /** The axis always holds 0 and at least two points, so that noise does not look large. */
  const low = Math.min(-1, ...values)
  const high = Math.max(1, ...values)
  const { interval } = niceAxis(low, high, {}, 5)
  const scale = (width - 2 * pad) / (high - low)
  const at = (points: number) => pad + (points - low) * scale
  const ticks: Forest['ticks'] = []
  for (let k = Math.ceil(low / interval); k <= Math.floor(high / interval); k++) ticks.push({ x: at(k * interval), points: Number((k * interval).toPrecision(6)) })
  return { width, ticks, zero: at(0), at: (fraction) => at(fraction * 100) }
}
