/**
 * Learning rate of a step: linear warm-up from base/100 (Goyal et al. 1706.02677), then constant or half a cosine
 * down to finalFraction · base (Loshchilov and Hutter ICLR 2017), as torch's LinearLR(0.01) and CosineAnnealingLR in sequence.
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
