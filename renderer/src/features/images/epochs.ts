/** Kept weights of several runs on one line of epochs. Pure, so it is tested. */

export interface Kept { runId: string; steps: readonly number[]; stepsPerEpoch: number }

/** To a thousandth: a run that was stopped ends within an epoch. */
const epochOf = (step: number, { stepsPerEpoch }: Kept) => Math.round((1000 * step) / stepsPerEpoch) / 1000

/** Every epoch at which a run has weights, rising; the last is the end. */
export const stopsOf = (kept: readonly Kept[]): number[] => [...new Set(kept.flatMap((run) => run.steps.map((step) => epochOf(step, run))))].sort((a, b) => a - b)

/** Of each run the step nearest to an epoch, the earlier of two; left out where that is its end, which are its last weights. */
export function stepsAt(kept: readonly Kept[], epoch: number | null): Record<string, number> {
  if (epoch === null) return {}
  return Object.fromEntries(kept.flatMap((run) => {
    const away = (step: number) => Math.abs(epochOf(step, run) - epoch)
    const nearest = run.steps.reduce<number | undefined>((best, step) => (best === undefined || away(step) < away(best) ? step : best), undefined)
    return nearest === undefined || nearest === run.steps.at(-1) ? [] : [[run.runId, nearest]]
  }))
}

/** The stop nearest to what an address says; null is the end. */
export function stopFor(stops: readonly number[], asked: number | null): number | null {
  if (asked === null || stops.length < 2) return null
  const nearest = stops.reduce((best, stop) => (Math.abs(stop - asked) < Math.abs(best - asked) ? stop : best))
  return nearest === stops.at(-1) ? null : nearest
}

/** The value of a curve at the point nearest to a step; null where there is none. */
export function valueNear(curve: { steps: readonly number[]; values: readonly number[] } | undefined, step: number): number | null {
  if (!curve?.steps.length) return null
  const nearest = curve.steps.reduce((best, at, i) => (Math.abs(at - step) < Math.abs(curve.steps[best]! - step) ? i : best), 0)
  return curve.values[nearest]!
}
