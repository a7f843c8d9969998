/** How long the queue will take, from the measured seconds of finished runs: of the same variant, else of the same comparison. */
import type { RunRecord } from '../../preload/contract/run.ts'

export interface Measured { variant: ReadonlyMap<string, number>; comparison: ReadonlyMap<string, number> }

const key = (run: RunRecord) => `${run.comparisonId} ${run.variantId}`

function means(runs: readonly RunRecord[], by: (run: RunRecord) => string): Map<string, number> {
  const sums = new Map<string, { sum: number; n: number }>()
  for (const run of runs) {
    if (run.state !== 'finished' || run.seconds === null) continue
    const { sum, n } = sums.get(by(run)) ?? { sum: 0, n: 0 }
    sums.set(by(run), { sum: sum + run.seconds, n: n + 1 })
  }
  return new Map([...sums].map(([name, { sum, n }]) => [name, sum / n]))
}

export const measure = (runs: readonly RunRecord[]): Measured => ({ variant: means(runs, key), comparison: means(runs, (run) => run.comparisonId) })

/**
 * `live`: seconds so far and left of the runs under way. `overhead`: what a run takes beside its training, to start its
 * process and to end it. null when nothing says how long a pending run takes.
 */
export function secondsLeft(pending: readonly RunRecord[], measured: Measured, live: ReadonlyMap<string, { spent: number; left: number }>, overhead: number): number | null {
  const [first] = live.values()
  let total = 0
  for (const run of pending) {
    const now = live.get(run.id)
    const whole = measured.variant.get(key(run)) ?? measured.comparison.get(run.comparisonId) ?? (first && first.spent + first.left)
    const done = run.steps ? run.step / run.steps : 0
    const left = now?.left ?? (whole === undefined ? undefined : whole * (1 - done) + overhead)
    if (left === undefined) return null
    total += left
  }
  return total
}
