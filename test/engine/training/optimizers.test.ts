/** What the golden vectors of optimisers and schedules (test/exactness) do not reach. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { Training } from '../../../preload/contract/plan.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { optimizerOf } from '../../../main/engine/training/optimizers/index.ts'
import { learningRateAt } from '../../../main/engine/training/schedule.ts'

beforeAll(() => loadTensorFlow())

const training = (changes: object) => Training.parse(changes)

test('weights without decay are left alone by it', () => {
  const gradient = tf.zeros([3])
  for (const id of ['sgd', 'adamw']) {
    const { optimizer: settings } = training({ optimizer: { id, weightDecay: 0.5 } })
    const optimizer = optimizerOf(settings)
    const feeds = Object.fromEntries(Object.entries(optimizer.values(0.1, 0)).map(([feed, value]) => [feed, tf.scalar(value)]))
    const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tf.zeros([3])]))
    const after = (decay: boolean) => optimizer.update(tf.ones([3]), gradient, slots, feeds, decay).weight.dataSync()[0]
    expect(after(false)).toBe(1)
    expect(after(true)).toBeLessThan(1)
  }
})

test('constant after a warm-up that is longer than the run', () => {
  const schedule = { id: 'constant', warmupEpochs: 9, finalFraction: 0 } as const
  expect(learningRateAt(0, 5, 10, 0.1, schedule)).toBeCloseTo(0.001, 12)
  expect(learningRateAt(4, 5, 10, 0.1, schedule)).toBe(0.1)
})
