/** The two entries of a training program, over the same variables: one step of training, and the answers to a batch. */
import * as tf from '@tensorflow/tfjs-core'
import type { Training } from '../../../preload/contract/plan.ts'
import { evaluationContext, silent, type Context } from '../layers/context.ts'
import type { Weight } from '../layers/scope.ts'
import type { Network } from '../inference/network.ts'
import { named } from '../tensorflow/names.ts'
import type { Entry, Feed, StepResult } from '../tensorflow/program.ts'
import { cutOut, shiftAndFlip } from './augmentation.ts'
import { clipByGlobalNorm } from './clip.ts'
import { countCorrect, crossEntropy } from './loss.ts'
import type { Optimizer } from './optimizers/index.ts'
import type { Pixels } from './pixels.ts'

/** The optimiser's tensors of each trainable weight. */
export interface Slots {
  weight: Weight
  variables: Record<string, tf.Variable>
}

export const createSlots = (weights: Weight[], optimizer: Optimizer): Slots[] =>
  weights
    .filter(({ trainable }) => trainable)
    .map((weight) => ({ weight, variables: Object.fromEntries(optimizer.slots.map((name) => [name, tf.variable(tf.zeros(weight.shape), false)])) }))

const scalar: Feed = { shape: [], dtype: 'float32' }

/** Feeds: the batch's pixels and labels, the key (seed, step), the optimiser's numbers. Outputs: loss (mean) and correct (count). */
export function trainEntry(network: Network, slots: Slots[], optimizer: Optimizer, pixels: Pixels, batch: number, training: Training): Entry {
  return {
    feeds: { ...pixels.feeds(batch), labels: { shape: [batch], dtype: 'int32' }, key: { shape: [2], dtype: 'int32' }, ...Object.fromEntries(optimizer.feeds.map((name) => [name, scalar])) },
    run(feeds) {
      const { key, labels } = feeds as { key: tf.Tensor1D; labels: tf.Tensor }
      const raw = shiftAndFlip(pixels.images(feeds), key, training.augment)
      const images = cutOut(network.normalize(raw), key, training.augment)

      const { loss, logits, gradients, updates } = differentiate(network, { images, key, text: feeds['text'] }, slots, (rows) => tf.mean(crossEntropy(rows, labels, training.labelSmoothing)))
      const clipped = training.clipNorm ? clipByGlobalNorm(gradients, training.clipNorm).gradients : gradients

      slots.forEach(({ weight, variables }, i) => {
        const next = optimizer.update(weight.variable, clipped[i]!, variables, feeds, weight.decay)
        updates.push({ variable: weight.variable, value: next.weight })
        for (const [name, value] of Object.entries(next.slots)) updates.push({ variable: variables[name]!, value })
      })
      return { outputs: { loss, correct: countCorrect(logits, labels) }, updates }
    },
  }
}

interface Batch {
  images: tf.Tensor
  key: tf.Tensor1D
  text: tf.Tensor | undefined
}

/** Forward in training mode and the gradient of each trainable weight; 0 for one that the loss does not reach. */
function differentiate(network: Network, { images, key, text }: Batch, slots: Slots[], lossOf: (logits: tf.Tensor) => tf.Tensor) {
  const updates: StepResult['updates'] = []
  let logits!: tf.Tensor
  const ctx: Context = { training: true, key, text, named, tap: silent, update: (variable, value) => updates.push({ variable, value: tf.keep(value) }) }
  const forward = () => {
    logits = tf.keep(network.layer(images, ctx))
    return lossOf(logits) as tf.Scalar
  }
  const { value: loss, grads } = tf.variableGrads(forward, slots.map(({ weight }) => weight.variable))
  return {
    loss,
    logits: release(logits),
    gradients: slots.map(({ weight }) => grads[weight.variable.name] ?? tf.zerosLike(weight.variable)),
    updates: updates.map(({ variable, value }) => ({ variable, value: release(value) })),
  }
}

/** What was kept past the inner tidy of variableGrads goes back to the scope around it. */
function release<T extends tf.Tensor>(kept: T): T {
  const copy = tf.clone(kept)
  kept.dispose()
  return copy
}

/** Feeds: pixels and labels. Outputs: logits (B, K) and losses (B), without label smoothing. */
export function evaluateEntry(network: Network, pixels: Pixels, batch: number): Entry {
  return {
    feeds: { ...pixels.feeds(batch), labels: { shape: [batch], dtype: 'int32' } },
    run(feeds) {
      const logits = network.forward(pixels.images(feeds), evaluationContext(tf.tensor1d([0, 0], 'int32'), { text: feeds['text'] }))
      return { outputs: { logits, losses: crossEntropy(logits, feeds['labels']!) }, updates: [] }
    },
  }
}
