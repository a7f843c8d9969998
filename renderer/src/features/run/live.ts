/** What is known of a run from its events: curves, progress, log. Folding is pure; events of one run come in order and once. */
import type { Problem } from '../../../../preload/contract/errors.ts'
import type { RunEvent, SequencedEvent } from '../../../../preload/contract/run.ts'
import type { Series } from '../../charts/thin.ts'

export interface LogLine { time: number; level: 'info' | 'warning'; message: string; problem?: Problem | undefined }
export interface LiveRun {
  seq: number
  curves: Map<string, Series>
  stepsPerEpoch: number | null
  steps: number | null
  progress: Extract<RunEvent, { type: 'progress' }> | null
  log: LogLine[]
  problem: Problem | null
  ended: boolean
}

export const emptyRun = (): LiveRun => ({ seq: 0, curves: new Map(), stepsPerEpoch: null, steps: null, progress: null, log: [], problem: null, ended: false })

/** Adds a batch. A step measured again (a run continued from an earlier checkpoint) replaces what was after it. */
export function fold(run: LiveRun, batch: readonly SequencedEvent[]): LiveRun {
  const next = { ...run, curves: new Map(run.curves), log: run.log }
  for (const { seq, time, event } of batch) {
    if (seq <= next.seq) continue
    next.seq = seq
    if (event.type === 'started') {
      next.stepsPerEpoch = event.stepsPerEpoch
      next.steps = event.steps
      next.ended = false
      next.problem = null
      for (const [metric, series] of next.curves) next.curves.set(metric, upTo(series, event.fromStep))
    } else if (event.type === 'metrics') {
      for (const { metric, step, value } of event.points) {
        const series = next.curves.get(metric)
        if (series) { series.x.push(step); series.y.push(value) } else next.curves.set(metric, { x: [step], y: [value] })
      }
    } else if (event.type === 'progress') next.progress = event
    else if (event.type === 'log') next.log = [...next.log, { time, level: event.level, message: event.message, problem: event.problem }].slice(-500)
    else if (event.type === 'failed') { next.problem = event.problem; next.ended = true } else if (event.type === 'finished' || event.type === 'stopped') next.ended = true
  }
  return next
}

function upTo({ x, y }: Series, step: number): Series {
  const keep = x.findIndex((value) => value > step)
  return keep < 0 ? { x, y } : { x: x.slice(0, keep), y: y.slice(0, keep) }
}
