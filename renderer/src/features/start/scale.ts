/** One axis for all recent comparisons: differences to the baseline in points, with round marks. */
import type { ComparisonSummary } from '../../../../preload/contract/comparison.ts'

export interface Scale { x(difference: number): number; ticks: number[]; width: number }

/** Wide enough for every interval, and never narrower than ±10 points, so that noise does not fill the axis. */
export function scaleOf(comparisons: readonly Pick<ComparisonSummary, 'marks'>[], width: number): Scale {
  const bounds = comparisons.flatMap(({ marks }) => marks.flatMap((mark) => [mark.interval?.low ?? mark.difference, mark.interval?.high ?? mark.difference]))
  const low = Math.min(-0.1, ...bounds)
  const high = Math.max(0.1, ...bounds)
  const span = high - low
  const step = [0.05, 0.1, 0.2, 0.25, 0.5].find((one) => span / one <= 5) ?? 0.5
  const ticks: number[] = []
  for (let i = Math.ceil(low / step); i * step <= high + 1e-9; i++) ticks.push(i === 0 ? 0 : i * step)
  return { width, ticks, x: (difference) => 6 + ((difference - low) / span) * (width - 12) }
}
