/** Variants: published sizes, every mechanism at every place it fits, and words for everything that can be wrong. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { fitsSite, type MechanismEntry, type ModelEntry } from '../../../preload/contract/catalogue.ts'
import { describeProblem, FoveaError } from '../../../preload/contract/errors.ts'
import { countParameters, mechanismEntries, modelEntries, validateVariant } from '../../../main/engine/catalogue.ts'
import { evaluationContext } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { buildModel } from '../../../main/engine/models/catalogue.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

const task = { shape: [32, 32, 1], classes: 10 } as const
const plain = { model: 'small-cnn', with: {}, insert: [] }
const put = (at: string, mechanism: string, options: object = {}) => ({ ...plain, insert: [{ at, mechanism, with: { ...options } }] })

describe('sizes of the digits-in-clutter comparison', () => {
  test.each([
    ['plain', plain, 19_514],
    ['multi-head at stage 3', put('stage3', 'multi-head'), 29_018],
    ['softmax pooling', put('head', 'softmax-pooling'), 19_562],
    ['non-local at stage 3', put('stage3', 'non-local'), 24_290],
    ['SE r 4 at stage 3', put('stage3', 'se', { reduction: 4 }), 20_726],
  ])('%s', (_name, variant, expected) => expect(countParameters(variant, task)).toBe(expected))

})

/** One place of each kind of it for each mechanism, another one for the next, so that all are met. */
function places(model: ModelEntry, mechanism: MechanismEntry, turn: number): { model: string; at: string; mechanism: string }[] {
  const kinds = [...new Set(model.sites.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const sites = model.sites.filter((site) => site.kind === kind)
    const at = sites[turn % sites.length]!
    return fitsSite(mechanism, at) ? [{ model: model.id, at: at.id, mechanism: mechanism.id }] : []
  })
}

describe('every mechanism in every family', () => {
  beforeAll(async () => { await loadTensorFlow() })
  const pairs = modelEntries.flatMap((model, m) => mechanismEntries.flatMap((mechanism, i) => places(model, mechanism, 7 * i + m)))
  test.each(pairs)('$mechanism at $at of $model', ({ model, at, mechanism }) => {
    const small = { shape: [16, 12, 3], classes: 4 } as const
    const variant = { model, with: {}, insert: [{ at, mechanism, with: {} }] }
    const problems = validateVariant(variant, small)
    if (problems.length) {
      // A map may be too small or too narrow for it; that is said before anything is built.
      for (const { problem } of problems) expect(describeProblem(problem, 'en').message).not.toMatch(/[{}]|engine\./)
      expect(() => buildModel(Scope.counting(), variant, small)).toThrow(FoveaError)
      return
    }
    const scope = Scope.root(3, { initialize: false })
    const layer = buildModel(scope, variant, small)
    expect(scope.parameters()).toBe(countParameters(variant, small))
    const logits = tf.tidy(() => layer(tf.randomNormal([2, 16, 12, 3], 0, 1, 'float32', 1), evaluationContext(tf.tensor1d([0, 0], 'int32'))))
    expect(logits.shape).toEqual([2, 4])
    expect([...logits.dataSync()].every(Number.isFinite)).toBe(true)
    logits.dispose()
    scope.dispose()
  })
})

test('the cells layout keeps every place inside its own 4 × 4 cell', async () => {
  await loadTensorFlow()
  const scope = Scope.root(1)
  const layer = buildModel(scope, { model: 'small-cnn', with: { layout: 'cells' }, insert: [] }, { shape: [32, 32, 1], classes: 2 })
  const mapOf = (x: tf.Tensor) => {
    let map!: tf.Tensor
    layer(x, evaluationContext(tf.tensor1d([0, 0], 'int32'), { tap: (_name, tensor) => { map = tensor } }))
    return map
  }
  const before = tf.randomNormal([1, 32, 32, 1], 0, 1, 'float32', 2)
  const changed = tf.add(before, tf.pad(tf.ones([1, 4, 4, 1]), [[0, 0], [8, 20], [12, 16], [0, 0]]))
  const difference = tf.max(tf.abs(tf.sub(mapOf(before), mapOf(changed))), 3).dataSync()
  expect([...difference].flatMap((value, place) => (value > 0 ? [place] : []))).toEqual([2 * 8 + 3])
})

describe('what can be wrong', () => {
  const wrong = [
    ['unknown model', { ...plain, model: 'resnet-50' }, 'model', 'engine.model-unknown', 'small-cnn, resnet'],
    ['unknown mechanism', put('stage3', 'spotlight'), 'insert.0.mechanism', 'engine.mechanism-unknown', 'multi-head'],
    ['unknown place', put('stage9', 'se'), 'insert.0.at', 'engine.site-unknown', 'stage1, stage2, stage3, '],
    ['wrong kind of place', put('stage3', 'softmax-pooling'), 'insert.0.at', 'engine.site-kind', 'head'],
    ['unknown option', { ...plain, with: { width: 3 } }, 'with.width', 'engine.option-unknown', 'layout, widths, hidden'],
    ['value not in the list', put('stage3', 'multi-head', { score: 'product' }), 'insert.0.with.score', 'engine.option-value', 'dot, scaled-dot'],
    ['wrong type', put('stage3', 'multi-head', { heads: 'four' }), 'insert.0.with.heads', 'engine.option-type', 'number'],
    ['not a list', { ...plain, with: { widths: 'x' } }, 'with.widths', 'engine.option-type', 'array'],
    ['not a number', put('stage3', 'multi-head', { dropout: NaN }), 'insert.0.with.dropout', 'engine.option-type', 'NaN'],
    ['too small', put('stage3', 'multi-head', { heads: 0 }), 'insert.0.with.heads', 'engine.option-low', '1'],
    ['too large', put('stage3', 'multi-head', { heads: 65 }), 'insert.0.with.heads', 'engine.option-high', '64'],
    ['wrong length', { ...plain, with: { widths: [8, 8] } }, 'with.widths', 'engine.option-length', '3'],
    ['heads do not divide the width', put('stage3', 'multi-head', { heads: 5 }), 'insert.0', 'engine.heads-divide', '48'],
    ['position does not fit the width', { ...put('stage1', 'multi-head', { heads: 1 }), with: { widths: [18, 32, 48] } }, 'insert.0', 'engine.position-width', '4'],
    ['reduction leaves nothing', put('stage1', 'se', { reduction: 17 }), 'insert.0', 'engine.reduction-too-large', '16'],
    ['map too narrow', { ...put('stage1', 'sagan'), with: { widths: [4, 8, 8] } }, 'insert.0', 'engine.map-too-narrow', '8'],
    ['two heads', { ...plain, insert: [...put('head', 'softmax-pooling').insert, ...put('head', 'softmax-pooling').insert] }, 'insert', 'engine.site-twice', ''],
    ['patches do not divide the image', { ...plain, model: 'vit', with: { patch: 5 } }, 'with', 'engine.patch-divides', '5'],
  ] as const
  test.each(wrong)('%s', (_name, variant, at, code, said) => {
    const problems = validateVariant(variant as unknown as typeof plain, task)
    expect(problems.map((problem) => [problem.at, problem.problem.code])).toEqual([[at, code]])
    for (const language of ['en', 'zh-CN'] as const) {
      const { message, hint } = describeProblem(problems[0]!.problem, language)
      expect(`${message} ${hint}`).toContain(said)
      expect(`${message} ${hint}`).not.toMatch(/[{}]|engine\./)
    }
    expect(() => buildModel(Scope.counting(), variant as unknown as typeof plain, task)).toThrow(FoveaError)
  })
  test('images too small for the model, maps too small for the mechanism', () => {
    const tiny = { shape: [2, 2, 1], classes: 2 } as const
    expect(validateVariant({ ...plain, model: 'resnet' }, tiny)[0]?.problem.code).toBe('engine.image-too-small')
    expect(validateVariant(plain, tiny)[0]?.problem.code).toBe('engine.image-too-small')
    const flat = { shape: [4, 4, 1], classes: 2 } as const
    expect(validateVariant(put('stage3', 'sagan'), flat)[0]?.problem.code).toBe('engine.map-too-small')
  })
  test('several problems are told at once', () => {
    const variant = { model: 'small-cnn', with: { hidden: -1 }, insert: [{ at: 'stage3', mechanism: 'spotlight', with: {} }, { at: 'stage3', mechanism: 'se', with: { r: 4 } }] }
    expect(validateVariant(variant, task).map((problem) => problem.at)).toEqual(['with.hidden', 'insert.0.mechanism', 'insert.1.with.r'])
  })
})

describe('entries for forms', () => {
  test('every option has a label in both languages, and a default', () => {
    for (const entry of [...mechanismEntries, ...modelEntries]) {
      const { properties = {} } = entry.options as { properties?: Record<string, { label?: Record<string, string>; default?: unknown }> }
      for (const [name, option] of Object.entries(properties)) {
        expect(option.label, `${entry.id}.${name}`).toEqual({ en: expect.stringMatching(/./), 'zh-CN': expect.stringMatching(/./) })
        expect(option.default, `${entry.id}.${name}`).toBeDefined()
      }
    }
  })
  test('ids are unique', () => {
    for (const ids of [mechanismEntries, modelEntries].map((entries) => entries.map((entry) => entry.id))) expect(new Set(ids).size).toBe(ids.length)
  })
})
