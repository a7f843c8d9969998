/** Attention between captions and images: what is no word counts for nothing, what is said matters, and every word's look is handed out. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { validateVariant } from '../../../main/engine/catalogue.ts'
import { explainEntry, mapsOf } from '../../../main/engine/inference/explain.ts'
import { createNetwork } from '../../../main/engine/inference/network.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { compileProgram, eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { unpack } from '../../../preload/contract/text.ts'
import { context, largestDifference, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const map = { channels: 16, height: 3, width: 5, text: { words: 9, length: 4 } }
const forms = [['text-cross-attention', { direction: 'words' }], ['text-cross-attention', { direction: 'places' }], ['text-mean', { form: 'add' }], ['text-mean', { form: 'film' }]] as const

function made(id: string, given: object, input = map) {
  const mechanism = mechanismById.get(id)!
  const scope = Scope.root(1)
  const layer = mechanism.build(scope.child(id), mechanism.options.parse(given), input)
  // What starts at 0 must take part.
  for (const { variable, name, shape } of scope.all()) tf.tidy(() => variable.assign(tf.add(variable, tf.mul(values(shape, name), 0.1))))
  return { layer, scope }
}
const answer = ({ layer }: ReturnType<typeof made>, text: number[], taps: { tensor: tf.Tensor; meta: TapMeta }[] = []) =>
  layer(values([1, 3, 5, 16], 'x'), context(false, { text: tf.tensor2d([text]), tap: (_name, tensor, meta) => { taps.push({ tensor, meta }) } })).dataSync()

describe.each(forms)('%s %o', (id, given) => {
  test('an answer depends on what is said, and on the order of the words', () => {
    const one = made(id, given)
    expect(largestDifference(answer(one, [1, 2, 3, 0]), answer(one, [1, 2, 4, 0]))).toBeGreaterThan(1e-4)
    expect(largestDifference(answer(one, [1, 2, 3, 0]), answer(one, [3, 2, 1, 0]))).toBeGreaterThan(1e-4)
  })
  test('what is no word counts for nothing', () => {
    const one = made(id, given)
    const position = one.scope.all().find(({ name }) => name.endsWith('caption/position'))!.variable
    const embedding = one.scope.all().find(({ name }) => name.endsWith('caption/embedding'))!.variable
    const before = answer(one, [1, 2, 0, 0])
    // Other numbers where no word stands change nothing.
    position.assign(tf.add(position, tf.reshape(tf.tensor1d([0, 0, 5, -5]), [1, 4, 1])))
    embedding.assign(tf.add(embedding, tf.reshape(tf.tensor1d([7, 0, 0, 0, 0, 0, 0, 0, 0]), [9, 1])))
    expect(largestDifference(before, answer(one, [1, 2, 0, 0]))).toBeLessThan(1e-5)
  })
  test('no words at all give a finite answer', () => {
    expect([...answer(made(id, given), [0, 0, 0, 0])].every(Number.isFinite)).toBe(true)
  })
  test('images without captions are refused in words', () => {
    const variant = { model: 'small-cnn', with: {}, insert: [{ at: 'stage3', mechanism: id, with: given }] }
    expect(validateVariant(variant, { shape: [32, 32, 1] })).toEqual([{ at: 'insert.0', problem: { kind: 'invalid', code: 'engine.no-captions', params: { mechanism: id } } }])
    expect(validateVariant(variant, { shape: [32, 32, 1], text: { words: 5, length: 3 } })).toEqual([])
  })
})

test('asked by places, a map shows for each word how much each place asked it', () => {
  const taps: { tensor: tf.Tensor; meta: TapMeta }[] = []
  answer(made('text-cross-attention', { direction: 'places', layers: 0 }), [1, 2, 0, 0], taps)
  const [{ tensor, meta }] = taps as [(typeof taps)[number]]
  expect(tensor.shape).toEqual([1, 4, 4, 15])
  expect(meta).toMatchObject({ queries: 'words', distribution: false, keyGrid: [3, 5] })
  // Every place asks as much as any other, and asks nothing that is no word.
  expect(largestDifference(tf.sum(tensor, 2).dataSync(), new Float32Array(60).fill(1))).toBeLessThan(1e-5)
  expect(tf.max(tf.slice(tensor, [0, 0, 2, 0], [1, 4, 2, 15])).dataSync()[0]).toBe(0)
})

test('a trained model says for each word of the caption where it looks, recorded as eager', () => {
  const variant = { id: 'v', name: 'v', model: 'small-cnn', with: { layout: 'tiny' }, insert: [{ at: 'stage3', mechanism: 'text-cross-attention', with: {} }], role: 'tried' as const }
  const network = createNetwork({ variant, shape: [8, 8, 1], classes: 3, mean: [0], std: [1], text: { words: 9, length: 4 } }, 3)
  const { entry, layers } = explainEntry(network, [8, 8, 1], 2)
  const feeds = { images: values([2, 8, 8, 1], 'images').dataSync() as Float32Array, text: Float32Array.of(1, 2, 3, 0, 4, 5, 6, 7) }
  const program = compileProgram({ explain: entry })
  const outputs = program.run('explain', feeds)
  const eager = eagerProgram({ explain: entry }).run('explain', feeds)
  for (const [name, numbers] of Object.entries(outputs)) expect(largestDifference(numbers, eager[name]!)).toBeLessThan(1e-5)
  const [of3] = mapsOf(layers(), outputs, 0, 3)
  expect(of3).toMatchObject({ queries: 'words', queryGrid: null, keyGrid: [4, 4], layer: 'stage3/text-cross-attention' })
  expect(of3!.weights.shape).toEqual([4, 3, 16])
  expect(unpack({ ...of3!.weights, dtype: 'f32' })).toEqual((outputs['map0'] as Float32Array).slice(0, 256).filter((_, i) => Math.floor(i / 16) % 4 < 3))
  expect(mapsOf(layers(), outputs, 1, 4)[0]!.weights.shape).toEqual([4, 4, 16])
  program.dispose()
  network.scope.dispose()
})
