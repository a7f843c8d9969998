/** Writing a plan: every change gives a plan that the real check accepts; controls, notes and datasets are found. */
import { describe, expect, test, vi } from 'vitest'
import { countParameters, mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { datasetEntries } from '../../../main/datasets/catalogue.ts'
import { checkPlan } from '../../../main/plans/check.ts'
import { starters } from '../../../main/plans/starters.ts'
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { Plan, Variant } from '../../../preload/contract/plan.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { widerControl } from '../../../renderer/src/features/plan/control.ts'
import { baseline, bestSite, freshId, newPlan, rowsOf, withInsertion, withModel, withModelOptions, withRowOptions, withSeeds, without } from '../../../renderer/src/features/plan/draft.ts'
import { notesOf } from '../../../renderer/src/features/plan/fairness.ts'
import { fieldsOf } from '../../../renderer/src/ui/options-form.ts'

vi.mock('../../../renderer/src/client/index.ts', () => ({}))

const catalogue: Catalogue = { mechanisms: mechanismEntries, models: modelEntries, datasets: datasetEntries(), training: {} }
const mechanism = (id: string) => catalogue.mechanisms.find((one) => one.id === id)!
const model = (id: string) => catalogue.models.find((one) => one.id === id)!
const start = () => newPlan(catalogue, { id: 'digits-in-clutter', name: 'Digits in clutter' })
const site = (modelId: string, id: string) => model(modelId).sites.find((one) => one.id === id)!
const tried = (plan: Plan, id: string, at: string, options = {}) => withInsertion(plan, mechanism(id), site(baseline(plan).model, at), options)
const problems = (plan: Plan) => checkPlan(plan, { catalogue }).problems
const cost = (parameters: number): Cost => ({ parameters, macs: 1, macsWithoutAttentionProducts: 1, attentionShare: 0, activationBytes: 1 })
const parametersOf = (variant: Variant) => countParameters(variant, { shape: [32, 32, 1], classes: 10 })

describe('changes', () => {
  test('a new plan, every mechanism at its best place, more seeds and other options are all accepted by the check', () => {
    let plan = start()
    for (const one of catalogue.mechanisms) { const place = bestSite(model('small-cnn'), one); if (place) plan = withInsertion(plan, one, place, {}) }
    plan = withSeeds(withModelOptions(plan, { widths: [8, 16, 24] }), 5)
    expect(problems(plan)).toEqual([])
    expect(plan.seeds).toEqual([1, 2, 3, 4, 5])
    expect(plan.variants.length).toBeGreaterThan(3)
    expect(new Set(plan.variants.map((variant) => JSON.stringify(variant.with)))).toEqual(new Set(['{"widths":[8,16,24]}']))
  })

  test('one mechanism in two places is one row with two variants, named by place; other options make another row', () => {
    const plan = tried(tried(tried(start(), 'se', 'stage3'), 'se', 'stage2'), 'se', 'stage3', { reduction: 4 })
    const { rows, others } = rowsOf(plan)
    expect(others).toEqual([])
    expect(rows.map((row) => Object.keys(row.at))).toEqual([['stage3', 'stage2'], ['stage3']])
    expect(plan.variants.map((variant) => variant.id)).toEqual(['baseline', 'se', 'se-stage2', 'se-stage3'])
    expect(plan.variants[2]!.name).toEqual({ en: 'Squeeze-and-excitation (Stage 2)', 'zh-CN': 'SE 通道注意力 (阶段 2)' })
    const changedRow = withRowOptions(plan, rows[0]!, { reduction: 8 })
    expect(changedRow.variants.map((variant) => variant.insert[0]?.with ?? null)).toEqual([null, { reduction: 8 }, { reduction: 8 }, { reduction: 4 }])
    expect(without(plan, ['se', 'se-stage2']).variants.map((variant) => variant.id)).toEqual(['baseline', 'se-stage3'])
  })

  test('another model keeps what has the same place and drops the rest; the plan stays right', () => {
    const plan = tried(tried(start(), 'se', 'stage3'), 'softmax-pooling', 'head')
    const resnet = withModel(plan, model('resnet'))
    expect(resnet.variants.map((variant) => [variant.model, variant.insert[0]?.at])).toEqual([['resnet', undefined], ['resnet', 'stage3'], ['resnet', 'head']])
    expect(problems(resnet)).toEqual([])
    // A ViT has no stage 3; its head can be a pooling.
    expect(withModel(plan, model('vit')).variants.map((variant) => variant.insert[0]?.at)).toEqual([undefined, 'head'])
  })

  test('seeds that are there stay, whatever they are', () => {
    const plan = { ...start(), seeds: [7, 3] }
    expect(withSeeds(plan, 4).seeds).toEqual([7, 3, 8, 9])
    expect(withSeeds(plan, 1).seeds).toEqual([7])
  })

  test('ids are made fit and fresh', () => {
    expect(freshId(start(), 'Größe 7 × 7!')).toMatch(/^[a-z0-9][a-z0-9-]*$/)
    expect(freshId(start(), 'baseline')).toBe('baseline-2')
  })

  test('the starters are rows and others without a loss', () => {
    for (const { plan } of starters()) {
      const { rows, others } = rowsOf(plan)
      expect(rows.flatMap((row) => Object.values(row.at)).length + others.length).toBe(plan.variants.length - 1)
    }
  })
})

describe('fairness', () => {
  const plan = tried(start(), 'multi-head', 'stage3')
  const costs = new Map(plan.variants.map((variant) => [variant.id, cost(parametersOf(variant))]))
  const said = (one: Plan, known = costs) => notesOf(one, known).filter((note) => !note.ok).map((note) => note.say)

  test('a larger variant without a control is said, and a control or equal size settles it', async () => {
    expect(said(plan)).toEqual(['size'])
    const defaults = Object.fromEntries(fieldsOf(model('small-cnn').options).map((field) => [field.key, field.default]))
    const target = costs.get('multi-head')!.parameters
    const control = await widerControl(plan, defaults, target, async (variant) => cost(parametersOf(variant)))
    expect(Math.abs(parametersOf(control!) - target) / target).toBeLessThan(0.03)
    expect(control).toMatchObject({ role: 'control', insert: [], model: 'small-cnn' })
    const controlled = { ...plan, variants: [...plan.variants, control!] }
    expect(said(controlled)).toEqual([])
    expect(problems(controlled)).toEqual([])
    expect(said(plan, new Map([['baseline', cost(100)], ['multi-head', cost(109)]]))).toEqual([])
  })

  test('too few seeds and an empty plan are said', () => {
    expect(said(withSeeds(plan, 2))).toEqual(['size', 'fewSeeds'])
    expect(said(start(), new Map())).toEqual(['nothingTried'])
  })
})
