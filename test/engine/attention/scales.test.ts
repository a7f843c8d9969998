/** Fusion of the maps of several scales: every scale has its say, weights run over all of them, each is handed out over its own map. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { scaleMechanisms } from '../../../main/engine/attention/scales/index.ts'
import type { MapShape, Mechanism } from '../../../main/engine/attention/mechanism.ts'
import { resized } from '../../../main/engine/attention/scales/resize.ts'
import { countParameters, validateVariant } from '../../../main/engine/catalogue.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { compileProgram, eagerProgram, type Entry } from '../../../main/engine/tensorflow/program.ts'
import { context, imageOf, largestDifference, trainable, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

/** Odd, not square, of other widths, and two of one size as in the small CNN. */
const inputs: MapShape[] = [{ height: 9, width: 7, channels: 8 }, { height: 9, width: 7, channels: 12 }, { height: 4, width: 3, channels: 16 }]

function made(mechanism: Mechanism, given: object = {}) {
  const scope = Scope.root(1)
  const fuse = mechanism.fuse!(scope.child('scales').child(mechanism.id), mechanism.options.parse({ ...(mechanism.id === 'crossvit' ? {} : { width: 8 }), ...given }), inputs)
  for (const { variable, trainable: learned, name, shape } of scope.all()) if (learned) tf.tidy(() => variable.assign(tf.add(variable, tf.mul(values(shape, name), 0.1))))
  return { scope, fuse }
}
const maps = (batch = 2) => inputs.map((input, i) => imageOf(batch, input, `map${i}`))

describe.each(scaleMechanisms.map((mechanism) => ({ id: mechanism.id, mechanism })))('$id', ({ mechanism, id }) => {
  test('gives the coarsest map in its shape; every scale that it takes part in, and every weight, has a say', () => {
    const { scope, fuse } = made(mechanism)
    const given = maps().map((map) => tf.variable(map))
    const { grads } = tf.variableGrads(() => {
      const y = fuse(given, context(false))
      expect(y.shape).toEqual([2, 4, 3, 16])
      return tf.sum(tf.mul(y, values(y.shape, 'r'))) as tf.Scalar
    }, [...given, ...trainable(scope)])
    given.forEach((map, i) => expect(tf.max(tf.abs(grads[map.name] ?? tf.scalar(0))).dataSync()[0]! > 1e-4, `map ${i}`).toBe(id !== 'crossvit' || i !== 1))
    // A bias of keys shifts all scores of a query alike, and the softmax ignores it.
    for (const { variable, name, trainable: learned } of scope.all()) if (learned && !name.endsWith('key/bias')) expect(tf.max(tf.abs(grads[variable.name]!)).dataSync()[0], name).toBeGreaterThan(0)
    scope.dispose()
  })

  test('recorded equals eager, forward and back; a sample does not depend on its batch mates', () => {
    const { scope, fuse } = made(mechanism)
    const weights = trainable(scope)
    const feeds = Object.fromEntries(inputs.map((input, i) => [`map${i}`, { shape: [2, input.height, input.width, input.channels], dtype: 'float32' as const }]))
    const entry: Entry = {
      feeds,
      run(given) {
        let y!: tf.Tensor
        const { grads } = tf.variableGrads(() => {
          y = tf.keep(fuse(inputs.map((_, i) => given[`map${i}`]!), context(true)))
          return tf.sum(tf.square(y)) as tf.Scalar
        }, weights)
        return { outputs: { y: tf.clone(y), norm: tf.addN(Object.values(grads).map((gradient) => tf.sum(tf.square(gradient)))) }, updates: [] }
      },
    }
    const numbers = Object.fromEntries(maps().map((map, i) => [`map${i}`, map.dataSync() as Float32Array]))
    const program = compileProgram({ pass: entry })
    const [recorded, eager] = [program.run('pass', numbers), eagerProgram({ pass: entry }).run('pass', numbers)]
    expect(largestDifference(recorded['y']!, eager['y']!)).toBeLessThan(1e-4)
    expect(Math.abs(recorded['norm']![0]! / eager['norm']![0]! - 1)).toBeLessThan(1e-4)
    program.dispose()
    const together = fuse(maps(), context(false)).dataSync()
    const alone = fuse(maps().map((map) => tf.slice(map, [1, 0, 0, 0], [1, -1, -1, -1])), context(false)).dataSync()
    expect(largestDifference(alone, together.slice(alone.length))).toBeLessThan(1e-5)
    scope.dispose()
  })

  test.each(['small-cnn', 'resnet', 'resnet-imagenet'])('stands across the stages of %s', (model) => {
    const task = { shape: [32, 32, 3], classes: 10 } as const
    const plain = countParameters({ model, with: {}, insert: [] }, task)
    expect(countParameters({ model, with: {}, insert: [{ at: 'scales', mechanism: id, with: {} }] }, task)).toBeGreaterThan(plain)
  })
})

test('the weights of cross-scale attention sum to 1 over all scales together, and lie over each scale', () => {
  const taps: { name: string; tensor: tf.Tensor; meta: TapMeta }[] = []
  const { fuse } = made(scaleMechanisms.find(({ id }) => id === 'cross-scale')!)
  fuse(maps(), context(false, { tap: (name, tensor, meta) => { taps.push({ name, tensor, meta }) } }))
  expect(taps.map(({ name, meta, tensor }) => [name.split('/').at(-1), meta.keyGrid, meta.queryGrid, tensor.shape])).toEqual([
    ['scale1', [9, 7], [4, 3], [2, 4, 12, 63]], ['scale2', [9, 7], [4, 3], [2, 4, 12, 63]], ['scale3', [4, 3], [4, 3], [2, 4, 12, 12]],
  ])
  const sums = tf.addN(taps.map(({ tensor }) => tf.sum(tensor, 3))).dataSync()
  expect(largestDifference(sums, new Float32Array(sums.length).fill(1))).toBeLessThan(1e-5)
})

test('what cross-scale attention holds is the coarsest map against all, and too much of it is refused in words', () => {
  const variant = (stem: string) => ({ model: 'resnet-imagenet', with: { stem }, insert: [{ at: 'scales', mechanism: 'cross-scale', with: {} }] })
  // The finest map alone would be 16,384² pairs a head.
  expect(validateVariant(variant('7x7'), { shape: [512, 512, 3] })).toEqual([])
  expect(validateVariant(variant('small'), { shape: [512, 512, 3] })[0]!.problem.code).toBe('engine.pairs-too-many')
})

test('a map at another size takes the nearest place, or the largest of a window first', () => {
  const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1])
  expect([...resized(x, 1, 1).dataSync()]).toEqual([9])
  expect([...resized(x, 6, 3).dataSync()]).toEqual([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 7, 8, 9, 7, 8, 9])
  expect([...resized(x, 2, 2).dataSync()]).toEqual([1, 2, 4, 5])
})
