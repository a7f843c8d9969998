/** Curves of the history as lines of a chart: of one run, or the mean over the seeds of a variant. Steps in, units of the axis out. */
import { mean } from '../../../preload/contract/intervals.ts'
import type { CurveLine } from './learning-curves.ts'
import type { Metric } from './metrics.ts'
import { overSeeds, type SeedCurve } from './seeds.ts'
import { smooth } from './smooth.ts'
import { thin, type Series } from './thin.ts'

/** What is read of a run: its points by step, and what a step is worth along the axis. */
export interface RunCurve { steps: readonly number[]; values: readonly number[]; worth: number }
export interface Look { name: string; slot: number; live?: boolean }

/** About two points for each px of a wide chart. */
export const mostPoints = 1500
/** What is smooth needs fewer, and a thick line of many points takes twenty times as long to draw as a thin one. */
const smoothPoints = 200

const scaled = (values: readonly number[], metric: Metric) => values.map((value) => value * metric.scale)
const along = (steps: readonly number[], worth: number) => steps.map((step) => step * worth)

export function lineOfRun({ name, slot, live }: Look, { steps, values, worth }: RunCurve, metric: Metric, smoothing: number): CurveLine | null {
  if (!steps.length) return null
  const all: Series = { x: along(steps, worth), y: scaled(values, metric) }
  const look = { name, slot, ...(live ? { live } : {}) }
  if (!metric.everyStep || smoothing === 0) return { ...look, line: thin(all, mostPoints) }
  return { ...look, raw: [thin(all, mostPoints)], line: thin({ x: all.x, y: smooth(all.y, smoothing) }, smoothPoints) }
}

/** Mean over seeds with its 95 % interval. A metric of every step is smoothed for each seed first, and every seed stands raw below. */
export function lineOfSeeds({ name, slot }: Look, seeds: readonly RunCurve[], metric: Metric, smoothing: number): CurveLine | null {
  const there = seeds.filter(({ steps }) => steps.length)
  if (!there.length) return null
  // The mean of equal numbers can come out larger by a rounding; the last point would lie beyond the end of the axis.
  const worth = Math.min(mean(there.map((seed) => seed.worth)), Math.max(...there.map((seed) => seed.worth)))
  const own: SeedCurve[] = there.map(({ steps, values }) => ({ x: [...steps], y: scaled(values, metric) }))
  const band = overSeeds(metric.everyStep ? onOneGrid(own.map(({ x, y }) => ({ x, y: smooth(y, smoothing) }))) : own)
  if (!band.x.length) return null
  const x = along(band.x, worth)
  const kept = (value: number) => Math.min(metric.bounds.max ?? Infinity, Math.max(metric.bounds.min ?? -Infinity, value))
  return {
    name, slot, line: { x, y: band.mean },
    ...(metric.everyStep ? { raw: own.map((seed) => thin({ x: along(seed.x, worth), y: seed.y }, mostPoints)) } : {}),
    ...(band.seeds > 1 ? { band: { x, low: band.low.map(kept), high: band.high.map(kept) } } : {}),
  }
}

const gridPoints = 200

/** Down-sampled curves have their points at different steps: each is read at the same ones, between its neighbours, as far as all of them go. */
export function onOneGrid(curves: readonly SeedCurve[]): SeedCurve[] {
  const finite = curves.map(({ x, y }) => { const kept = x.flatMap((value, i) => (Number.isFinite(y[i]) ? [[value, y[i]!] as const] : [])); return { x: kept.map(([value]) => value), y: kept.map(([, value]) => value) } })
  if (finite.some(({ x }) => !x.length)) return []
  const from = Math.max(...finite.map(({ x }) => x[0]!))
  const to = Math.min(...finite.map(({ x }) => x.at(-1)!))
  if (!(to >= from)) return []
  const grid = to === from ? [from] : Array.from({ length: gridPoints }, (_, i) => from + ((to - from) * i) / (gridPoints - 1))
  return finite.map(({ x, y }) => {
    let k = 0
    return { x: grid, y: grid.map((at) => {
      while (k + 1 < x.length && x[k + 1]! < at) k += 1
      const [left, right] = [x[k]!, x[k + 1] ?? x[k]!]
      return right > left ? y[k]! + ((y[k + 1]! - y[k]!) * Math.min(1, Math.max(0, (at - left) / (right - left)))) : y[k]!
    }) }
  })
}

/** Lines to begin with: the baseline, the chosen one, then the table's order up to `most`. Too many bands hide each other. */
export function firstOf(order: readonly string[], chosen: string | null, most = 5): string[] {
  return [...new Set([order[0], chosen, ...order].filter((id): id is string => !!id))].slice(0, most)
}
