/** How far a comparison is: counts by state, part done, and time left as far as it can be known from runs already timed. */
import type { ComparisonDetail } from '../../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'

/** The run under way as it is heard. */
export interface RunningNow { id: string; secondsLeft: number; seconds: number }

export interface Progress { total: number; finished: number; failed: number; stopped: number; queued: number; running: RunRecord | null; fraction: number }

export function progressOf(detail: ComparisonDetail, runningFraction: number | null): Progress {
  const count = (state: RunRecord['state']) => detail.runs.filter((run) => run.state === state).length
  const running = detail.runs.find((run) => run.state === 'running') ?? null
  const part = running ? (runningFraction ?? (running.steps ? running.step / running.steps : 0)) : 0
  const total = detail.runs.length
  return { total, finished: count('finished'), failed: count('failed'), stopped: count('stopped'), queued: count('queued'), running, fraction: total ? (count('finished') + part) / total : 0 }
}

/** Seconds left of one variant: its queued runs at the mean time of its own ended ones, plus what is left of the running one; null when none was timed. */
export function secondsLeft(runs: readonly RunRecord[], running: RunningNow | null): number | null {
  const timed = runs.flatMap((run) => (run.state === 'finished' && run.seconds !== null ? [run.seconds] : []))
  const mine = running && runs.some((run) => run.id === running.id) ? running : null
  if (mine) timed.push(mine.seconds + mine.secondsLeft)
  const queued = runs.filter((run) => run.state === 'queued').length
  if (queued && !timed.length) return null
  return (mine?.secondsLeft ?? 0) + (queued ? (queued * timed.reduce((a, b) => a + b, 0)) / timed.length : 0)
}

/** The comparison's time left: every variant at its own pace; a variant not timed yet takes the mean of the others. */
export function allSecondsLeft(detail: ComparisonDetail, running: RunningNow | null): number | null {
  const times = detail.runs.flatMap((run) => (run.state === 'finished' && run.seconds !== null ? [run.seconds] : []))
  if (running) times.push(running.seconds + running.secondsLeft)
  if (!times.length) return null
  const mean = times.reduce((a, b) => a + b, 0) / times.length
  return detail.plan.variants.reduce((sum, variant) => {
    const runs = detail.runs.filter((run) => run.variantId === variant.id)
    return sum + (secondsLeft(runs, running) ?? runs.filter((run) => run.state === 'queued').length * mean)
  }, 0)
}
