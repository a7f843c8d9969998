/** Models and mechanisms as compiled programs: the same loss and gradients as op by op, with dropout on. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { mechanisms } from '../../../main/engine/attention/catalogue.ts'
import { positionIds } from '../../../main/engine/attention/positions/catalogue.ts'
import { scoreIds } from '../../../main/engine/attention/scores/catalogue.ts'
import type { Context } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { buildModel } from '../../../main/engine/models/catalogue.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { named } from '../../../main/engine/tensorflow/names.ts'
import { compileProgram, eagerProgram, type Entry } from '../../../main/engine/tensorflow/program.ts'

beforeAll(async () => { await loadTensorFlow() })

const shape = [12, 16, 3] as const
const batch = 3

const places = { map: 'stage2', head: 'head', scales: 'scales', tokens: 'stage2-convolutions' }
const cnn = (mechanism: string, options: object = {}) => ({
  model: 'small-cnn', with: {}, insert: [{ at: places[mechanisms.find((entry) => entry.id === mechanism)!.kind], mechanism, with: { ...options } }],
})
const variants = [
  ...mechanisms.map((entry) => ({ title: entry.id, variant: cnn(entry.id) })),
  ...scoreIds.map((score) => ({ title: `multi-head ${score}`, variant: cnn('multi-head', { score, position: 'learned', dropout: 0.2 }) })),
  { title: 'resnet', variant: { model: 'resnet', with: { width: 4 }, insert: [{ at: 'stage2-blocks', mechanism: 'se', with: { reduction: 2 } }] } },
  { title: 'cct', variant: { model: 'cct', with: { width: 32, dropout: 0.1 }, insert: [] } },
  { title: 'vit', variant: { model: 'vit', with: { width: 24, depth: 2, dropout: 0.1 }, insert: [] } },
  { title: 'multi-head, talking, grouped, normalised', variant: cnn('multi-head', { talking: true, keyValueHeads: 2, queryKeyNorm: 'rms' }) },
  { title: 'cct, patches and a class token', variant: { model: 'cct', with: { width: 32, tokenizer: 'patches', pool: 'cls' }, insert: [] } },
  { title: 'cait', variant: { model: 'cait', with: { width: 24, depth: 1, depthDropout: 0.1 }, insert: [] } },
  ...positionIds.map((position) => ({ title: `vit, ${position}`, variant: { model: 'vit', with: { width: 16, depth: 1, heads: 2, position, layerScale: 0.1, depthDropout: 0.2 }, insert: [] } })),
  { title: 'vit, mean, sine', variant: { model: 'vit', with: { width: 24, depth: 2, pool: 'mean', position: 'sine-2d' }, insert: [] } },
]

/** One forward and backward pass in training mode; gives the loss and the square sum of each gradient. */
function passOf(variant: (typeof variants)[number]['variant']): Entry {
  const scope = Scope.root(5)
  const layer = buildModel(scope, variant, { shape, classes: 4, text: { words: 5, length: 3 } })
  const weights = scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))
  return {
    feeds: { images: { shape: [batch, ...shape], dtype: 'float32' }, key: { shape: [2], dtype: 'int32' } },
    run({ images, key }) {
      // The caption of every image: two words, then none.
      const text = tf.tile(tf.tensor2d([[1, 3, 0]]), [batch, 1])
      const ctx: Context = { training: true, key: key as tf.Tensor1D, text, named, tap: () => {}, update: () => {} }
      const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(layer(images!, ctx))) as tf.Scalar, weights)
      return { outputs: { loss: value, gradients: tf.stack(weights.map((weight) => tf.sum(tf.square(grads[weight.name]!)))) }, updates: [] }
    },
  }
}

describe.each(variants)('$title', ({ variant }) => {
  test('compiled equals eager, and depends on nothing but its feeds', () => {
    const entry = passOf(variant)
    const images = Float32Array.from({ length: batch * 12 * 16 * 3 }, (_, i) => Math.sin(i * 1.7))
    const compiled = compileProgram({ pass: entry })
    try {
      for (const step of [1, 2]) {
        const feeds = { images, key: Int32Array.of(9, step) }
        const [a, b] = [compiled.run('pass', feeds), eagerProgram({ pass: entry }).run('pass', feeds)]
        expect(a['loss']![0]).toBeCloseTo(b['loss']![0]!, 5)
        a['gradients']!.forEach((value, i) => expect(Math.abs(value - b['gradients']![i]!)).toBeLessThanOrEqual(1e-5 + 1e-3 * Math.abs(b['gradients']![i]!)))
      }
    } finally {
      compiled.dispose()
    }
  })
})
