/** ViT, the compact Transformers and CaiT: names by their rules, every option, attention that can be exchanged, evidence without it. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { modelEntries, validateVariant } from '../../../main/engine/catalogue.ts'
import { gradCam } from '../../../main/engine/inference/grad-cam.ts'
import { evaluationContext, type Layer } from '../../../main/engine/layers/context.ts'
import { generatorFor, normalFrom } from '../../../main/engine/layers/initializers.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { buildModel, countParameters, models } from '../../../main/engine/models/catalogue.ts'
import { findModel } from '../../../main/engine/models/resolve.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

const task = { shape: [16, 12, 3], classes: 4 } as const
const small: Record<string, Record<string, unknown>> = { vit: { width: 16, depth: 2, heads: 2 }, cct: { width: 16, heads: 2 }, cait: { width: 16, depth: 2, heads: 2 } }
const context = (parts = {}) => evaluationContext(tf.tensor1d([0, 0], 'int32'), parts)
const drawn = (shape: number[], name: string) => {
  const next = normalFrom(generatorFor(5, name))
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next), shape)
}
const images = () => drawn([2, 16, 12, 3], 'images')

describe('names', () => {
  test.each([
    ['vit_base_patch32_256', 'vit', { width: 768, patch: 32 }, 256, 1000],
    ['deit3_large_patch16_384', 'vit', { width: 1024, depth: 24, classPosition: false, layerScale: 1e-6 }, 384, 1000],
    ['cct_14_7x2_224', 'cct', { layers: 14, heads: 6, width: 384, ratio: 3, kernel: 7, convolutions: 2, stride: 2 }, 224, 1000],
    ['cct_8_3x1_64_sine', 'cct', { layers: 8, heads: 4, width: 256, position: 'sine-1d' }, 64, 10],
    ['cct_7_3x1_32_c100', 'cct', { position: 'learned' }, 32, 100],
    ['vit_lite_7_8_32', 'cct', { tokenizer: 'patches', patch: 8, pool: 'cls' }, 32, 10],
    ['cvt_6_4_32', 'cct', { tokenizer: 'patches', patch: 4, pool: 'sequence' }, 32, 10],
    ['cait_s36_224', 'cait', { width: 384, depth: 36, heads: 8, layerScale: 1e-6 }, 224, 1000],
  ])('%s, listed or not', (name, family, options, side, classes) => {
    const found = findModel(models, name)
    expect(found?.family.id).toBe(family)
    expect(found?.named).toMatchObject({ options, side, classes })
  })
  test.each(['vit_base_patch16_clip_224', 'vit_nano_patch16_224', 'deit_base_patch16', 'cct_7_4x1_32', 'cct_7_32', 'cait_xl24_224', 'vit_7_3x1_32'])('%s is none of them', (name) => expect(findModel(models, name)).toBeNull())
  test('every listed name is read by its family', () => {
    for (const { id, names } of models) for (const name of names) expect(findModel(models, name)?.family.id, name).toBe(id)
  })
})

test.each([
  ['vit_base_patch16_224', 86_567_656], ['vit_large_patch16_224', 304_326_632], ['vit_huge_patch14_224', 632_045_800], ['vit_giant_patch14_224', 1_012_611_432], ['vit_gigantic_patch14_224', 1_844_440_680],
  ['vit_base_patch32_224', 88_224_232], ['vit_base_patch8_224', 86_576_872], ['vit_large_patch16_384', 304_715_752], ['vit_small_patch32_224', 22_878_952], ['vit_tiny_patch16_384', 5_790_376],
  ['deit_tiny_patch16_224', 5_717_416], ['deit_base_patch16_384', 86_859_496], ['deit3_small_patch16_224', 22_059_496], ['deit3_medium_patch16_224', 38_849_512], ['deit3_large_patch16_384', 304_763_880],
  ['cait_xxs36_224', 17_299_720], ['cait_xs24_384', 26_670_088], ['cait_s24_224', 46_916_200], ['cait_s36_384', 68_366_632], ['cait_m36_384', 271_221_352], ['cait_m48_448', 356_460_520],
  ['vit_lite_7_4_32', 3_716_874], ['cvt_7_4_32', 3_716_619], ['cct_7_3x1_32', 3_760_139], ['cct_14_7x2_224', 22_367_273],
] as const)('%s has the published %i parameters', (model, parameters) => {
  const { side, classes } = findModel(models, model)!.named!
  expect(countParameters({ model, with: {}, insert: [] }, { shape: [side, side, 3], classes })).toBe(parameters)
})

interface Property { type?: string; enum?: unknown[]; default?: unknown }
const changes = Object.keys(small).flatMap((model) => {
  const { properties = {} } = modelEntries.find(({ id }) => id === model)!.options as { properties?: Record<string, Property> }
  return Object.entries(properties).flatMap(([option, { type, enum: choices, default: usual }]) =>
    (choices ?? (type === 'boolean' ? [true, false] : [])).filter((value) => value !== usual).map((value) => ({ model, options: { [option]: value } })))
})

test.each([...Object.keys(small).map((model) => ({ model, options: {} })), ...changes])('$model $options: answers and gradients', ({ model, options }) => {
  const variant = { model, with: { ...small[model], ...options }, insert: [] }
  expect(validateVariant(variant as Parameters<typeof validateVariant>[0], task)).toEqual([])
  const scope = Scope.root(2)
  const layer = buildModel(scope, variant as Parameters<typeof buildModel>[1], task)
  const { grads } = tf.variableGrads(() => tf.sum(tf.square(layer(images(), context()))) as tf.Scalar, scope.all().flatMap(({ trainable, variable }) => (trainable ? [variable] : [])))
  for (const { name, trainable, variable } of scope.all()) {
    if (!trainable) continue
    expect(grads[variable.name], name).toBeTruthy()
    expect(grads[variable.name]!.dataSync().every(Number.isFinite), name).toBe(true)
  }
  scope.dispose()
})

test.each(Object.keys(small))('%s: multi-head attention in place of its own is the same model', (model) => {
  const own = Scope.root(3)
  const exchanged = Scope.root(4)
  const variant = { model, with: { ...small[model], ...(model === 'cait' ? { talking: false } : {}) } as Record<string, never>, insert: [] }
  const insert = [{ at: 'attention', mechanism: 'multi-head', with: { heads: 2, position: 'none', bias: model !== 'cct' } }]
  const [before, after] = [buildModel(own, variant, task), buildModel(exchanged, { ...variant, insert }, task)]
  const weights = new Map(own.all().map((weight) => [weight.name, weight.variable]))
  expect(exchanged.all().length).toBe(weights.size)
  for (const { name, variable } of exchanged.all()) variable.assign(weights.get(name.replace('/multi-head/', '/'))!)
  const difference = tf.max(tf.abs(tf.sub(before(images(), context()), after(images(), context())))).dataSync()[0]!
  expect(difference).toBeLessThan(1e-6)
})

test.each(Object.keys(small))('%s: a head of its own reads the map of tokens', (model) => {
  const scope = Scope.root(5)
  const layer = buildModel(scope, { model, with: small[model] as Record<string, never>, insert: [{ at: 'head', mechanism: 'attention-pool', with: { heads: 2 } }] }, task)
  expect(layer(images(), context()).shape).toEqual([2, 4])
})

test.each(Object.keys(small))('%s: evidence lies over the map of tokens, and follows the image', (model) => {
  const scope = Scope.root(6)
  const layer: Layer = buildModel(scope, { model, with: small[model] as Record<string, never>, insert: [] }, task)
  for (const { variable, trainable, name, shape } of scope.all()) if (trainable) variable.assign(tf.add(variable, tf.mul(drawn(shape, name), 0.2)))
  const { map, meta } = gradCam(layer, images())
  expect(map!.shape).toEqual([2, ...meta!.keyGrid])
  const values = map!.dataSync()
  expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
  expect(values.some((value) => value > 0)).toBe(true)
})

test('a map of more places than attention can hold is refused', () => {
  const variant = { model: 'vit', with: { patch: 1, width: 16, heads: 2 }, insert: [] }
  expect(validateVariant(variant, { shape: [224, 224, 3] })[0]?.problem.code).toBe('engine.pairs-too-many')
  expect(() => buildModel(Scope.counting(), variant, { shape: [224, 224, 3], classes: 10 })).toThrow(FoveaError)
})
