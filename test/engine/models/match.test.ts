/** Widening to a size: counts are exact, the nearest is found, and what is found can be built, in every family. */
import { beforeAll, describe, expect, test } from 'vitest'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Insertion, Variant } from '../../../preload/contract/plan.ts'
import { countParameters, modelEntries, validateVariant } from '../../../main/engine/catalogue.ts'
import { costOfVariant, matchVariant } from '../../../main/engine/inference/cost.ts'
import { matchedVariant } from '../../../main/engine/models/match.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

const task = { shape: [32, 32, 1], classes: 10 } as const
const variant = (model: string, given: object = {}, insert: Insertion[] = []): Variant => ({ id: 'control', name: 'Control', model, with: { ...given }, insert, role: 'control' })
const byParameters = (one: Variant, target: number) => matchedVariant(one, target, task, (wider) => countParameters(wider, task), (count) => count)

describe('the small CNN', () => {
  /** 3 stages of 5×5, 3×3, 3×3 without bias, batch normalisation, a linear head for 10 classes of grey images. */
  const parameters = ([a, b, c]: number[]) => 25 * a! + 2 * a! + 9 * a! * b! + 2 * b! + 9 * b! * c! + 2 * c! + 10 * c! + 10
  test('its parameters are those of the formula, and no other proportion of the same kind is nearer', () => {
    const found = byParameters(variant('small-cnn'), 29_018)
    const widths = found.variant.with['widths'] as number[]
    expect(found.cost).toBe(parameters(widths))
    const scaled = Array.from({ length: 4000 }, (_, i) => [16, 32, 48].map((width) => Math.round((width * (i + 1000)) / 2000)))
    expect(Math.abs(found.cost - 29_018)).toBe(Math.min(...scaled.map((widths) => Math.abs(parameters(widths) - 29_018))))
  })
  test('its own size gives itself, and only what changes is written down', () => {
    const own = byParameters(variant('small-cnn', { hidden: 8 }), countParameters(variant('small-cnn', { hidden: 8 }), task))
    expect(own.variant.with).toEqual({ hidden: 8 })
  })
  test('what is inserted stays, and widths that its heads do not divide are passed over', () => {
    const insert = [{ at: 'stage3', mechanism: 'multi-head', with: { heads: 5, position: 'none' } }]
    const found = byParameters(variant('small-cnn', { widths: [16, 32, 50] }, insert), 60_000)
    const widths = found.variant.with['widths'] as number[]
    expect(widths[2]! % 5).toBe(0)
    expect(found.variant.insert).toEqual(insert)
    expect(Math.abs(found.cost / 60_000 - 1)).toBeLessThan(0.08)
  })
  test('a target beyond every width gives the widest, one below every width the narrowest', () => {
    expect(Math.max(...(byParameters(variant('small-cnn'), 1e12).variant.with['widths'] as number[]))).toBe(2048)
    expect(byParameters(variant('small-cnn'), 1).variant.with).toEqual({ widths: [1, 1, 1] })
  })
  test('what cannot be built is refused with its own problem', () => {
    expect(() => byParameters(variant('small-cnn', { widths: [0, 1, 1] }), 1000)).toThrow(FoveaError)
  })
})

describe('every family', () => {
  test.each(modelEntries.map(({ id }) => id))('%s comes near twice its parameters and can be built', (id) => {
    const own = countParameters(variant(id), task)
    const found = byParameters(variant(id), 2 * own)
    expect(Math.abs(found.cost / (2 * own) - 1)).toBeLessThan(0.1)
    expect(validateVariant(found.variant, task)).toEqual([])
    expect(countParameters(found.variant, task)).toBe(found.cost)
  })
})

describe('with the engine', () => {
  const input: [number, number, number] = [32, 32, 1]
  test('parameters and MACs come out as the engine counts them', () => {
    const tried = costOfVariant(variant('small-cnn', {}, [{ at: 'stage3', mechanism: 'multi-head', with: {} }]), input, 10)
    const base = costOfVariant(variant('small-cnn'), input, 10)
    expect([tried.parameters, base.parameters]).toEqual([29_018, 19_514])
    const parameters = matchVariant({ variant: variant('small-cnn'), quantity: 'parameters', target: tried.parameters, input, classes: 10 })
    const macs = matchVariant({ variant: variant('small-cnn'), quantity: 'macs', target: tried.macs, input, classes: 10 })
    expect(parameters.cost).toEqual(costOfVariant(parameters.variant, input, 10))
    expect(Math.abs(parameters.cost.parameters / tried.parameters - 1)).toBeLessThan(0.02)
    expect(Math.abs(macs.cost.macs / tried.macs - 1)).toBeLessThan(0.03)
    expect(macs.cost.parameters).not.toBe(parameters.cost.parameters)
  })
  test('a model by its published name stays that model', () => {
    const found = matchVariant({ variant: variant('vit_tiny_patch16_224'), quantity: 'parameters', target: 8e6, input: [224, 224, 3], classes: 1000 })
    expect(found.variant.model).toBe('vit_tiny_patch16_224')
    expect((found.variant.with['width'] as number) % 3).toBe(0)
    expect(Math.abs(found.cost.parameters / 8e6 - 1)).toBeLessThan(0.02)
  })
})
