/** How far a comparison is: counts by state, part done, and time left as far as it can be known from runs already timed. */
import type { ComparisonDetail } from '../../../../preload/contract/comparison.ts'
import { mean } from '../../../../preload/contract/intervals.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'

/** The run under way as it is heard. */
export interface RunningNow { id: string; secondsLeft: number; seconds: number }

/** The part done of what a run itself trains: one that goes on from another begins where that one ended. */
export function partDone({ steps, stepsPerEpoch, parentId, config }: RunRecord, step: number): number {
  if (!steps) return 0
  const begun = parentId && stepsPerEpoch ? steps - stepsPerEpoch * (config.training.added.at(-1) ?? 0) : 0
  return Math.max(0, (step - begun) / (steps - begun))
}

export interface Progress { total: number; finished: number; failed: number; stopped: number; queued: number; running: RunRecord | null; fraction: number }

export function progressOf(detail: ComparisonDetail, runningFraction: number): Progress {
  const count = (state: RunRecord['state']) => detail.runs.filter((run) => run.state === state).length
  const running = detail.runs.find((run) => run.state === 'running') ?? null
  const total = detail.runs.length
  return { total, finished: count('finished'), failed: count('failed'), stopped: count('stopped'), queued: count('queued'), running, fraction: total ? (count('finished') + runningFraction) / total : 0 }
}

/** The part of a waiting run that is still to train: less what it did before, here or in the run that it goes on from. */
export function partLeft({ step, steps, parentId, config }: RunRecord): number {
  if (step && steps) return 1 - step / steps
  if (!parentId) return 1
  const { epochs, added } = config.training
  return (added.at(-1) ?? epochs) / added.reduce((sum, more) => sum + more, epochs)
}

/** A longer gap between two runs was a pause. */
const longestStart = 60

/** Seconds that a run takes beside its training, to start its process and to end it: the median of the gaps between runs that followed each other. */
export function overheadOf(runs: readonly RunRecord[]): number {
  const ended = runs.filter((run) => run.state === 'finished' && run.endedAt && run.startedAt && run.seconds !== null && !run.parentId).sort((a, b) => a.endedAt! - b.endedAt!)
  const gaps = ended.slice(1).map((run, i) => (run.endedAt! - ended[i]!.endedAt!) / 1000 - run.seconds!).filter((gap) => gap >= 0 && gap < longestStart).sort((a, b) => a - b)
  return gaps[gaps.length >> 1] ?? 0
}

/** What is still to train whole, as far as anyone knows: what waits, and a run that is being prepared. */
const toTrain = (runs: readonly RunRecord[], running: RunningNow | null): RunRecord[] => runs.filter((run) => run.state === 'queued' || (run.state === 'running' && run.id !== running?.id))

/** Seconds left of one variant: what is to train at the mean time of its own ended runs, plus what is left of the one heard of; null when none was timed. */
export function secondsLeft(runs: readonly RunRecord[], running: RunningNow | null, overhead = 0): number | null {
  const timed = runs.flatMap((run) => (run.state === 'finished' && run.seconds !== null ? [run.seconds] : []))
  const mine = running && runs.some((run) => run.id === running.id) ? running : null
  if (mine) timed.push(mine.seconds + mine.secondsLeft)
  const whole = toTrain(runs, running)
  if (whole.length && !timed.length) return null
  return (mine?.secondsLeft ?? 0) + whole.reduce((sum, run) => sum + mean(timed) * partLeft(run) + overhead, 0)
}

/** The comparison's time left: every variant at its own pace; a variant not timed yet takes the mean of the others. */
export function allSecondsLeft(detail: ComparisonDetail, running: RunningNow | null): number | null {
  const times = detail.runs.flatMap((run) => (run.state === 'finished' && run.seconds !== null ? [run.seconds] : []))
  if (running) times.push(running.seconds + running.secondsLeft)
  if (!times.length) return null
  const overhead = overheadOf(detail.runs)
  const each = mean(times) + overhead
  return detail.plan.variants.reduce((sum, variant) => {
    const runs = detail.runs.filter((run) => run.variantId === variant.id)
    return sum + (secondsLeft(runs, running, overhead) ?? toTrain(runs, running).length * each)
  }, 0)
}
