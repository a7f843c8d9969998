/**
 * Learning rate of a step: linear warm-up from base/100 (Goyal et al. 1706.02677), then constant or half a cosine
 * down to finalFraction · base (Loshchilov and Hutter ICLR 2017), as torch's LinearLR(0.01) and CosineAnnealingLR in sequence.
 * Epochs that were added have a schedule of their own, without a warm-up (warm restarts, same paper).
 */
import type { Training } from '../../../preload/contract/plan.ts'

const warmupStart = 0.01

/** step 0 … steps − 1. */
export function learningRateAt(step: number, steps: number, stepsPerEpoch: number, base: number, { id, warmupEpochs, finalFraction }: Training['schedule']): number {
  const warmup = Math.min(Math.round(warmupEpochs * stepsPerEpoch), steps - 1)
  if (step < warmup) return base * (warmupStart + (1 - warmupStart) * (step / warmup))
  if (id === 'constant') return base
  const progress = (step - warmup) / (steps - warmup)
  return base * (finalFraction + ((1 - finalFraction) * (1 + Math.cos(Math.PI * progress))) / 2)
}

/** Steps of the first budget and of each added one. */
export function budgetsOf({ epochs, steps, added }: Pick<Training, 'epochs' | 'steps' | 'added'>, stepsPerEpoch: number): number[] {
  return [steps ?? epochs * stepsPerEpoch, ...added.map((more) => more * stepsPerEpoch)]
}

/** Learning rate of a step of a whole run. */
export function scheduledRate(step: number, training: Training, stepsPerEpoch: number): number {
  let [start, rest] = [0, false]
  for (const budget of budgetsOf(training, stepsPerEpoch)) {
    if (step < start + budget) return learningRateAt(step - start, budget, stepsPerEpoch, training.optimizer.learningRate, rest ? { ...training.schedule, warmupEpochs: 0 } : training.schedule)
    start += budget
    rest = true
  }
  throw new RangeError(`step ${step} is past the last of ${start}`)
}
