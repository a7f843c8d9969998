/** Writing a plan: every change gives a plan that the real check accepts; controls, notes and datasets are found. */
import { describe, expect, test, vi } from 'vitest'
import { countParameters, mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { datasetEntries } from '../../../main/datasets/catalogue.ts'
import { matchedVariant } from '../../../main/engine/models/match.ts'
import { checkPlan } from '../../../main/plans/check.ts'
import { starters } from '../../../main/plans/starters.ts'
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import type { Plan, Variant } from '../../../preload/contract/plan.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { matchedControl, share, triedByWeight, type Ask } from '../../../renderer/src/features/plan/control.ts'
import { baseline, bestSite, freshId, newPlan, rowsOf, withInsertion, withModel, withModelOptions, withRowOptions, withSeeds, without } from '../../../renderer/src/features/plan/draft.ts'
import { notesOf } from '../../../renderer/src/features/plan/fairness.ts'

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
  const plan = tried(tried(start(), 'multi-head', 'stage3'), 'se', 'stage3')
  const manifest = { shape: [32, 32, 1], classes: Array(10).fill({ name: 'a' }) } as unknown as DatasetManifest
  /** Parameters are counted; the work is pretended to be ten times as much. */
  const costed = (variant: Variant): Cost => ({ ...cost(parametersOf(variant)), macs: 10 * parametersOf(variant) })
  const costsOf = (one: Plan) => new Map(one.variants.map((variant) => [variant.id, costed(variant)]))
  const costs = costsOf(plan)
  const said = (one: Plan, known: Map<string, Cost> = costsOf(one)) => notesOf(one, known).filter((note) => !note.ok).map((note) => note.say)
  const match: Ask = ({ variant, quantity, target }) => Promise.resolve(matchedVariant(variant as Variant, target, { shape: [32, 32, 1], classes: 10 }, costed, (counted) => counted[quantity]))

  test('what is larger and takes more work without a control is said; a control by either settles it and is named with what is left of the difference', async () => {
    expect(said(plan)).toEqual(['size', 'work'])
    const heaviest = triedByWeight(plan, costs)[0]!
    expect(heaviest.id).toBe('multi-head')
    for (const quantity of ['parameters', 'macs'] as const) {
      const control = await matchedControl(plan, heaviest, quantity, costs, manifest, match)
      expect(Math.abs(control.off)).toBeLessThan(0.02)
      expect(control.off).toBe(control.cost[quantity] / costs.get('multi-head')![quantity] - 1)
      expect(control.variant).toMatchObject({ id: `wider-${quantity}`, role: 'control', insert: [], model: 'small-cnn' })
      const controlled = { ...plan, variants: [...plan.variants, control.variant] }
      expect(said(controlled)).toEqual([])
      expect(notesOf(controlled, costsOf(controlled)).at(-1)).toMatchObject({ ok: true, say: 'control', against: 'multi-head', off: { [quantity]: control.off } })
      expect(problems(controlled)).toEqual([])
    }
    expect(said(plan, new Map([['baseline', cost(100)], ['multi-head', cost(109)], ['se', cost(101)]]))).toEqual([])
  })

  test('another model and other options of the model are differences and are said once for all that have them', () => {
    const wider = (id: string): Variant => ({ ...baseline(plan), id, name: id, with: { widths: [8, 16, 24] } })
    const other = { ...plan, variants: [...plan.variants, wider('a'), wider('b'), { ...baseline(plan), id: 'c', name: 'c', model: 'vit' }] }
    expect(notesOf(other, costs).filter((note) => note.say === 'otherModel' || note.say === 'otherOptions')).toEqual([
      { ok: false, say: 'otherModel', variantIds: ['c'] }, { ok: false, say: 'otherOptions', variantIds: ['a', 'b'], options: ['widths'] },
    ])
  })

  test('too few seeds and an empty plan are said', () => {
    expect(said(withSeeds(plan, 2))).toEqual(['size', 'work', 'fewSeeds'])
    expect(said(start(), new Map())).toEqual(['nothingTried'])
  })

  test('shares are signed and keep a place below ten per cent', () => {
    expect([0.0042, -0.081, 0.0001, 0.4].map((off) => share(off, 'en'))).toEqual(['+0.4\u202f%', '\u22128.1\u202f%', '0.0\u202f%', '+40\u202f%'])
    expect(share(0.0042, 'zh-CN')).toBe('+0.4%')
  })
})
