/** A store in a folder of its own, with one comparison of three runs. */
import { join } from 'node:path'
import { Plan } from '../../preload/contract/plan.ts'
import type { RunEvent } from '../../preload/contract/run.ts'
import type { NewRun } from '../../main/store/interface.ts'
import * as temporary from '../temporary.ts'

export const plan = Plan.parse({
  fovea: 1, name: 'A test', dataset: { id: 'digits' }, baseline: 'plain', seeds: [1, 2, 3],
  variants: [{ id: 'plain', name: 'Plain', model: 'small-cnn' }, { id: 'wide', name: 'Wide', model: 'small-cnn', with: { width: 32 } }],
})

export const newRun = (id: string, seed = 1, variant = plan.variants[0]!): NewRun => ({ id, variantId: variant.id, seed, config: { variant, dataset: plan.dataset, training: plan.training, seed } })

export const started: RunEvent = {
  type: 'started', steps: 100, stepsPerEpoch: 10, fromStep: 0,
  environment: { fovea: '0.1.0', node: '24', tensorflow: '2.21.0', device: 'CPU', cores: 2, memoryBytes: 1, platform: 'linux x64', datasetFingerprint: 'f' },
  cost: { parameters: 10, macs: 20, macsWithoutAttentionProducts: 20, attentionShare: 0, activationBytes: 5 },
}
export const finished: RunEvent = { type: 'finished', step: 100, seconds: 5, imagesPerSecond: 1000, testAccuracy: 0.9, testLoss: 0.3 }
export const progress = (step: number): RunEvent => ({ type: 'progress', step, steps: 100, epoch: step / 10, imagesPerSecond: 900, secondsLeft: (100 - step) / 10, memoryBytes: 1e8 })
export const losses = (from: number, to: number, value = (step: number) => 1 / (step + 1)): RunEvent =>
  ({ type: 'metrics', points: Array.from({ length: to - from }, (_, i) => ({ metric: 'train/loss', step: from + i, value: value(from + i) })) })

export const timed = (...events: RunEvent[]) => events.map((event, i) => ({ time: 1000 + i, event }))

/** A folder that is removed when `using` ends, and the file of a store in it. */
export function temporaryFolder(): { path: string; file: string } & Disposable {
  const folder = temporary.temporaryFolder()
  return { ...folder, file: join(folder.path, 'fovea.db') }
}
