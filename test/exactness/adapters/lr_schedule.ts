/** Learning rate step by step: half a cosine, constant, and either after a linear warm-up from a hundredth. */
import { learningRateAt } from '../../../main/engine/training/schedule.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  const [steps] = shapeOf(golden, 'output.lr') as [number]
  const base = numberOf.bind(null, golden, 'base')
  const lr = (warmup: number, finalFraction: number) => ({
    // An epoch of one step, so that the warm-up's length in epochs is its length in steps.
    values: () => ({ lr: Array.from({ length: steps }, (_, step) => learningRateAt(step, steps, 1, base(), { id: 'cosine', warmupEpochs: warmup, finalFraction })) }),
  })
  if (/CosineAnnealingLR\(?\)?$|lr_scheduler\.CosineAnnealingLR/.test(golden.source)) return lr(0, numberOf(golden, 'eta_min') / base())
  const sequence = /LinearLR\(0\.01, total_iters=(\d+)\).*CosineAnnealingLR/.exec(golden.source)
  if (sequence) return lr(Number(sequence[1]), 0)
  return { notCovered: 'Fovea has no such schedule: constant or cosine, after a linear warm-up from a hundredth' }
}
export default adapter
