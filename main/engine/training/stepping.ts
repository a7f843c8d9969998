/** The next step of a session: which images, which learning rate, which key; all of it from (config, seed, step). */
import { FoveaError } from '../../../preload/contract/errors.ts'
import { scheduledRate } from './schedule.ts'
import type { Session } from './session.ts'
import { epochOrder } from './shuffle.ts'

export interface Stepped {
  loss: number
  learningRate: number
  correct: number
  seconds: number
}

/** Gives the function that does step number `step`. Throws 'training.diverged' when the loss is not a number. */
export function stepper({ config: { training, seed }, program, pixels, dataset, optimizer, batch, stepsPerEpoch }: Session): (step: number) => Stepped {
  let order = { epoch: -1, indices: dataset.train }
  return (step) => {
    const epoch = Math.floor(step / stepsPerEpoch)
    if (order.epoch !== epoch) order = { epoch, indices: epochOrder(dataset.train, seed, epoch) }
    const first = (step % stepsPerEpoch) * batch
    const indices = order.indices.slice(first, first + batch)
    const learningRate = scheduledRate(step, training, stepsPerEpoch)
    const numbers = optimizer.values(learningRate, step)
    const feeds = {
      ...pixels.values(indices),
      labels: indices.map((i) => dataset.labels[i]!),
      key: Int32Array.of(seed, step),
      ...Object.fromEntries(optimizer.feeds.map((name) => [name, Float32Array.of(numbers[name]!)])),
    }
    const start = performance.now()
    const { loss, correct } = program.run('train', feeds)
    const seconds = (performance.now() - start) / 1000
    requireFinite(loss![0]!, step, learningRate)
    return { loss: loss![0]!, correct: correct![0]!, learningRate, seconds }
  }
}

export function requireFinite(loss: number, step: number, learningRate: number): void {
  if (!Number.isFinite(loss)) throw new FoveaError('diverged', 'training.diverged', { step, loss: Number.isNaN(loss) ? 'NaN' : '∞', learningRate })
}
