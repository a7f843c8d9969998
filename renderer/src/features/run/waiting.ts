/** What waits in the queue of one comparison: its order, moved by one or put elsewhere, and when each begins as far as it is known. Pure. */
import type { ComparisonDetail } from '../../../../preload/contract/comparison.ts'
import { mean } from '../../../../preload/contract/intervals.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'
import { overheadOf, partLeft, type RunningNow } from './progress.ts'

export const waitingOf = (detail: ComparisonDetail): RunRecord[] => detail.runs.filter((run) => run.state === 'queued').sort((a, b) => a.position - b.position)

/** The list with the one at `from` at the place `to`; places beyond the ends are the ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from)
  const at = Math.max(0, Math.min(rest.length, to))
  return [...rest.slice(0, at), list[from]!, ...rest.slice(at)]
}

/** Only those whose place changes need to be told. */
export function between<T>(before: readonly T[], after: readonly T[]): T[] {
  const first = after.findIndex((one, i) => one !== before[i])
  return first < 0 ? [] : after.slice(first, after.findLastIndex((one, i) => one !== before[i]) + 1)
}

export interface Wait { begins: number | null; takes: number | null }

/** Seconds until each begins and that each takes: the mean of its model's finished runs, else of all that were timed, with its start and end. */
export function waits(detail: ComparisonDetail, running: RunningNow | null): Wait[] {
  const timed = detail.runs.flatMap((run) => {
    const seconds = run.state === 'finished' ? run.seconds : run.id === running?.id ? running.seconds + running.secondsLeft : null
    return seconds === null ? [] : [{ variantId: run.variantId, seconds }]
  })
  const secondsOf = (some: typeof timed) => (some.length ? mean(some.map(({ seconds }) => seconds)) : null)
  const overhead = overheadOf(detail.runs)
  const takesOf = (run: RunRecord) => {
    const whole = secondsOf(timed.filter(({ variantId }) => variantId === run.variantId)) ?? secondsOf(timed)
    return whole === null ? null : whole * partLeft(run) + overhead
  }
  const going = detail.runs.find((run) => run.state === 'running')
  let begins: number | null = running ? running.secondsLeft : going ? takesOf(going) : 0
  return waitingOf(detail).map((run) => {
    const takes = takesOf(run)
    const wait = { begins, takes }
    begins = begins === null || takes === null ? null : begins + takes
    return wait
  })
}
