/** Optimisers, schedule, loss and clipping against PyTorch's own numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Training } from '../../../preload/contract/plan.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { clipByGlobalNorm } from '../../../main/engine/training/clip.ts'
import { crossEntropy } from '../../../main/engine/training/loss.ts'
import { optimizerOf } from '../../../main/engine/training/optimizers/index.ts'
import { readTensors } from '../../../main/engine/training/safetensors.ts'
import { learningRateAt } from '../../../main/engine/training/schedule.ts'

beforeAll(() => loadTensorFlow())

const folder = join(import.meta.dirname, '../../golden')
const tensorsOf = (name: string) => {
  const { tensors } = readTensors(join(folder, `${name}.safetensors`))
  return (tensor: string) => {
    const { shape, values } = tensors.get(tensor)!
    return tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32')
  }
}
const worst = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!
const training = (changes: object) => Training.parse(changes)

describe('optimisers', () => {
  const cases = {
    sgd: { id: 'sgd', learningRate: 0.1, momentum: 0, weightDecay: 0 },
    sgd_momentum_wd: { id: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 0.05 },
    sgd_nesterov_wd: { id: 'sgd', learningRate: 0.1, momentum: 0.9, weightDecay: 0.0005, nesterov: true },
    sgd_clip_norm: { id: 'sgd', learningRate: 0.1, momentum: 0, weightDecay: 0 },
    adamw: { id: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
  }
  for (const [name, config] of Object.entries(cases))
    test(name, () => {
      const golden = tensorsOf(`optimiser/${name}`)
      const { optimizer: settings } = training({ optimizer: config })
      const optimizer = optimizerOf(settings)
      let weight = golden('input.p0')
      let slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tf.zerosLike(weight) as tf.Tensor]))
      tf.unstack(golden('input.grads')).forEach((given, step) => {
        const clipped = name === 'sgd_clip_norm' ? clipByGlobalNorm([given], 1) : null
        if (clipped) expect(clipped.norm.dataSync()[0]).toBeCloseTo(golden('output.total_norm').dataSync()[step]!, 5)
        const feeds = Object.fromEntries(Object.entries(optimizer.values(settings.learningRate, step)).map(([feed, value]) => [feed, tf.scalar(value)]))
        ;({ weight, slots } = optimizer.update(weight, clipped?.gradients[0] ?? given, slots, feeds, true))
        expect(worst(weight, tf.unstack(golden('output.params'))[step]!)).toBeLessThan(2e-6)
      })
    })

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
})

describe('learning rate', () => {
  const values = (name: string) => (JSON.parse(readFileSync(join(folder, `lr_schedule/${name}.json`), 'utf8')) as { values: number[] }).values
  test('cosine', () => {
    const schedule = { id: 'cosine', warmupEpochs: 0, finalFraction: 0.01 } as const
    values('cosine').forEach((expected, step) => expect(learningRateAt(step, 20, 10, 0.1, schedule)).toBeCloseTo(expected, 12))
  })
  test('linear warm-up, then cosine', () => {
    const schedule = { id: 'cosine', warmupEpochs: 0.5, finalFraction: 0 } as const
    values('linear_warmup_then_cosine').forEach((expected, step) => expect(learningRateAt(step, 20, 10, 0.1, schedule)).toBeCloseTo(expected, 12))
  })
  test('constant after a warm-up that is longer than the run', () => {
    const schedule = { id: 'constant', warmupEpochs: 9, finalFraction: 0 } as const
    expect(learningRateAt(0, 5, 10, 0.1, schedule)).toBeCloseTo(0.001, 12)
    expect(learningRateAt(4, 5, 10, 0.1, schedule)).toBe(0.1)
  })
})

describe('loss', () => {
  for (const [name, smoothing] of [['ce', 0], ['ce_label_smoothing', 0.1]] as const)
    test(name, () => {
      const golden = tensorsOf(`loss/${name}`)
      const loss = (x: tf.Tensor) => tf.mean(crossEntropy(x, golden('input.t'), smoothing))
      expect(worst(loss(golden('input.x')), golden('output.y'))).toBeLessThan(1e-6)
      expect(worst(tf.grad(loss)(golden('input.x'), golden('r.y')), golden('grad.input.x'))).toBeLessThan(1e-6)
    })
})
