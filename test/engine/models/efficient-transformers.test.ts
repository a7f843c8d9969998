/** PVT v2, CvT, LeViT, EdgeNeXt and XCiT: names by their rules, small and odd images, every option, attention that can be exchanged. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Insertion } from '../../../preload/contract/plan.ts'
import { modelEntries, validateVariant } from '../../../main/engine/catalogue.ts'
import { evaluationContext } from '../../../main/engine/layers/context.ts'
import { generatorFor, normalFrom } from '../../../main/engine/layers/initializers.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { buildModel, countParameters, models } from '../../../main/engine/models/catalogue.ts'
import { findModel } from '../../../main/engine/models/resolve.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

const ids = ['pvt', 'cvt', 'levit', 'edgenext', 'xcit'] as const

describe('names', () => {
  test.each([
    ['pvt_v2_b2_li', 'pvt', { form: 'pooled', depths: [3, 4, 6, 3] }, 224],
    ['cvt_21_384', 'cvt', { depths: [1, 4, 16] }, 384],
    ['cvt_w24', 'cvt', { heads: [3, 12, 16] }, 384],
    ['levit_192', 'levit', { keyWidth: 32, distilled: true }, 224],
    ['xcit_small_24_p8_512', 'xcit', { width: 384, patch: 8, layerScale: 1e-5, normPlaces: true }, 512],
    ['xcit_nano_12_p16_224', 'xcit', { layerScale: 1, normPlaces: false }, 224],
  ])('%s, listed or not', (name, family, options, side) => {
    const found = findModel(models, name)
    expect(found?.family.id).toBe(family)
    expect(found?.named).toMatchObject({ options, side, classes: 1000 })
  })
  test.each(['pvt_v2_b6', 'pvt_v2_b2_xl', 'cvt_14', 'cvt_13_100', 'levit_512', 'edgenext_huge', 'xcit_micro_12_p16_224', 'xcit_nano_12_p4_224', 'xcit_nano_12_p16'])('%s is none of them', (name) => expect(findModel(models, name)).toBeNull())
})

/** Its logits' gradient to every weight, or the words in which it is refused. */
function pass(model: string, given: Record<string, unknown>, insert: Insertion[], shape: [number, number, number]): 'passed' | string {
  const variant = { model, with: given as never, insert }
  const [problem] = validateVariant(variant, { shape })
  if (problem) return problem.problem.code
  const scope = Scope.root(1)
  tf.tidy(() => {
    const layer = buildModel(scope, variant, { shape, classes: 3 })
    const next = normalFrom(generatorFor(5, 'images'))
    const images = tf.tensor(Float32Array.from({ length: 2 * shape[0] * shape[1] * shape[2] }, next), [2, ...shape])
    const weights = scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))
    let logits!: tf.Tensor
    const { grads } = tf.variableGrads(() => {
      logits = tf.keep(layer(images, { ...evaluationContext(tf.tensor1d([0, 0], 'int32')), training: true }))
      return tf.mean(tf.square(logits)) as tf.Scalar
    }, weights)
    expect(logits.shape).toEqual([2, 3])
    expect(logits.dataSync().every(Number.isFinite)).toBe(true)
    for (const weight of weights) expect(grads[weight.name]?.dataSync().every(Number.isFinite), weight.name).toBe(true)
    logits.dispose()
  })
  scope.dispose()
  return 'passed'
}

describe.each(ids)('%s', (id) => {
  test.each([[32, 32, 3], [28, 28, 1], [16, 24, 3], [48, 32, 3]] as const)('images of %i × %i × %i', (...shape) => expect(pass(id, {}, [], [...shape])).toBe('passed'))
  test.each([[33, 35, 3], [5, 7, 3], [1, 1, 1]] as const)('odd images of %i × %i × %i run or are refused in words', (...shape) =>
    expect(['passed', 'engine.image-too-small', 'engine.patch-divides']).toContain(pass(id, {}, [], [...shape])))

  const { sites, options } = modelEntries.find((entry) => entry.id === id)!
  interface Property { type?: string; enum?: unknown[]; default?: unknown; maximum?: number }
  const { properties = {} } = options as { properties?: Record<string, Property> }
  const changes = Object.entries(properties).flatMap(([name, { type, enum: choices, default: usual, maximum }]) => {
    if (choices) return choices.filter((value) => value !== usual).map((value) => ({ [name]: value }))
    if (type === 'boolean') return [{ [name]: !usual }]
    return type === 'number' && maximum === 0.9 ? [{ [name]: 0.3 }] : []
  })
  test.each(changes)('%o', (given) => expect(pass(id, given, [], [32, 32, 3])).toBe('passed'))

  test.each(sites)('$id', ({ id: at, kind }) => {
    const [mechanism, options] = ({ map: ['se', {}], head: ['softmax-pooling', {}], tokens: ['linear', { heads: 1, bias: false }] } as const)[kind as 'map' | 'head' | 'tokens']
    const insert: Insertion[] = [{ at, mechanism, with: options }]
    expect(pass(id, {}, insert, [32, 32, 3])).toBe('passed')
    const count = (inserted: Insertion[]) => countParameters({ model: id, with: {}, insert: inserted }, { shape: [32, 32, 3], classes: 3 })
    expect(count(insert)).not.toBe(count([]))
  })
})

test.each([
  ['pvt', { heads: [1, 2, 5, 4] }, 'engine.heads-divide'], ['cvt', { heads: [1, 2, 5] }, 'engine.heads-divide'], ['levit', { keyWidth: 100 }, 'engine.map-too-narrow'],
  ['edgenext', { heads: 5 }, 'engine.heads-divide'], ['xcit', { heads: 5 }, 'engine.heads-divide'], ['xcit', { patch: 16, width: 4, heads: 1 }, 'engine.map-too-narrow'], ['pvt', { reductions: [16, 16, 16, 16] }, 'engine.image-too-small'],
  ['edgenext', { widths: [24, 48, 64, 5], heads: 1 }, 'engine.map-too-narrow'],
])('%s with %o is refused: %s', (model, given, code) => expect(pass(model, given, [], [32, 32, 3])).toBe(code))
