/** Latency and faithfulness of the variants that were measured: the mean over their runs. */
import { fixed } from '../../preload/contract/format.ts'
import { disturbanceOf, type Faithfulness, type Latency, type MapScores } from '../../preload/contract/measure.ts'
import type { Report } from './model.ts'

export interface MeasuredScores { model: MapScores; random: MapScores; centre: MapScores }
export interface MeasuredVariant { variantId: string; runs: number; latency: Pick<Latency, 'milliseconds' | 'low' | 'high'> | null; kind: Faithfulness['kind'] | null; scores: MeasuredScores | null }
/** passes and images: the fewest of any run. others: what other programs used of the processors, where it may have slowed the passes. */
export interface MeasuredRuns { variants: MeasuredVariant[]; passes: number | null; device: string | null; others: number | null; images: number | null }

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const meanOf = <K extends string>(records: readonly Record<K, number>[], key: K) => mean(records.map((record) => record[key]))
const known = <T>(value: T | null): value is T => value !== null
const least = (values: readonly number[]) => (values.length ? Math.min(...values) : null)

function scoresOf(all: readonly MapScores[]): MapScores {
  const ifAll = (key: 'pointing' | 'iou') => { const values = all.map((scores) => scores[key]).filter(known); return values.length === all.length ? mean(values) : null }
  return { deletion: meanOf(all, 'deletion'), insertion: meanOf(all, 'insertion'), pointing: ifAll('pointing'), iou: ifAll('iou') }
}

export const timeText = (milliseconds: number): string => fixed(milliseconds, milliseconds < 10 ? 2 : 1)
export function scoreText(scores: MapScores, score: keyof MapScores): string {
  const value = scores[score]
  if (value === null) return '–'
  return score === 'pointing' ? fixed(value * 100, 0) : fixed(value, 2)
}

/** null where nothing was measured. */
export function measuredRuns({ result, runs }: Pick<Report, 'result' | 'runs'>): MeasuredRuns | null {
  const variants = result.rows.flatMap(({ variantId }): MeasuredVariant[] => {
    const own = runs.filter((run) => run.variantId === variantId && run.state === 'finished')
    const latencies = own.map(({ measures }) => measures.latency).filter(known)
    const maps = own.map(({ measures }) => measures.faithfulness).filter(known)
    if (!latencies.length && !maps.length) return []
    return [{
      variantId, runs: Math.max(latencies.length, maps.length), kind: maps[0]?.kind ?? null,
      latency: latencies.length ? { milliseconds: meanOf(latencies, 'milliseconds'), low: meanOf(latencies, 'low'), high: meanOf(latencies, 'high') } : null,
      scores: maps.length ? { model: scoresOf(maps.map((one) => one.model)), random: scoresOf(maps.map((one) => one.random)), centre: scoresOf(maps.map((one) => one.centre)) } : null,
    }]
  })
  if (!variants.length) return null
  const latencies = runs.map(({ measures }) => measures.latency).filter(known)
  return { variants, passes: least(latencies.map(({ passes }) => passes)), device: latencies[0]?.device ?? null, others: disturbanceOf(latencies), images: least(runs.map(({ measures }) => measures.faithfulness?.images ?? null).filter(known)) }
}
