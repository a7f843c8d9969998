/** Many variants from a few choices: what is made is what the real check accepts, what cannot be is named, and time is read off honestly. */
import { describe, expect, test, vi } from 'vitest'
import { mechanismEntries, modelEntries } from '../../../main/engine/catalogue.ts'
import { datasetEntries } from '../../../main/datasets/catalogue.ts'
import { checkPlan } from '../../../main/plans/check.ts'
import type { Catalogue } from '../../../preload/contract/catalogue.ts'
import { Plan, type Variant } from '../../../preload/contract/plan.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { newPlan, withModel } from '../../../renderer/src/features/plan/draft.ts'
import { distinction, matrixOf, mostCombinations, type MatrixChoice } from '../../../renderer/src/features/plan/matrix.ts'
import { toMeasure, totalOf } from '../../../renderer/src/features/plan/times.ts'

vi.mock('../../../renderer/src/client/index.ts', () => ({}))

const catalogue: Catalogue = { mechanisms: mechanismEntries, models: modelEntries, datasets: datasetEntries(), training: {} }
const model = (id: string) => catalogue.models.find((one) => one.id === id)!
const start = newPlan(catalogue, { id: 'digits-in-clutter', name: 'Digits in clutter' })
const nothing: MatrixChoice = { mechanisms: [], at: [], shared: {}, model: {} }
const make = (choice: Partial<MatrixChoice>, plan = start, modelId = 'small-cnn') => matrixOf(plan, { ...nothing, ...choice }, catalogue.mechanisms, model(modelId))
const added = (plan: Plan, variants: Variant[]) => ({ ...plan, variants: [...plan.variants, ...variants] })

describe('combinations', () => {
  test('every mechanism in every place with every score and position it has, named by what was chosen', () => {
    const { variants, impossible } = make({ mechanisms: ['multi-head', 'se'], at: ['stage2', 'stage3'], shared: { score: ['scaled-dot', 'cosine'], position: ['none'] } })
    expect(variants.map((variant) => variant.id)).toEqual(['multi-head-stage2-scaled-dot-none', 'multi-head-stage2-cosine-none', 'multi-head-stage3-scaled-dot-none', 'multi-head-stage3-cosine-none', 'se-stage2', 'se-stage3'])
    expect(variants.find((variant) => variant.id === 'multi-head-stage3-cosine-none')).toMatchObject({ name: { en: 'Multi-head attention, stage 3, cosine, no position', 'zh-CN': '多头注意力，阶段 3，余弦，可学习温度，无位置编码' }, insert: [{ at: 'stage3', mechanism: 'multi-head', with: { score: 'cosine', position: 'none' } }], role: 'tried' })
    expect(impossible).toEqual([])
    const plan = added(start, variants)
    expect(Plan.safeParse(plan).success).toBe(true)
    expect(checkPlan(plan, { catalogue }).problems).toEqual([])
  })

  test('what cannot be combined is named and left out', () => {
    const { variants, impossible } = make({ mechanisms: ['window', 'softmax-pooling'], at: ['stage3', 'head'], shared: { position: ['relative-bias', 'sine-2d'] } })
    expect(variants.map((variant) => variant.insert[0]!)).toEqual([{ at: 'stage3', mechanism: 'window', with: {} }, { at: 'head', mechanism: 'softmax-pooling', with: {} }])
    expect(impossible).toEqual([
      { mechanism: { en: 'Window attention', 'zh-CN': '窗口注意力' }, option: { en: 'Position in the window', 'zh-CN': '窗口内的位置' }, value: 'sine-2d' },
      expect.objectContaining({ place: { en: 'Head', 'zh-CN': '分类头' } }),
      expect.objectContaining({ mechanism: { en: 'Softmax pooling', 'zh-CN': 'Softmax 空间池化' }, place: expect.anything() as unknown }),
    ])
  })

  test('options of the model vary on their own; with mechanisms, their plain forms become controls', () => {
    const plan = withModel(start, model('vit'))
    const alone = make({ model: { position: ['learned', 'none', 'rope-2d'] } }, plan, 'vit')
    expect(alone.variants.map((variant) => [variant.with, variant.role])).toEqual([[{ position: 'none' }, 'tried'], [{ position: 'rope-2d' }, 'tried']])
    const both = make({ mechanisms: ['se'], at: ['patches'], model: { depth: [2, 4] } }, plan, 'vit')
    expect(both.variants.map((variant) => [variant.with, variant.insert.length, variant.role])).toEqual([[{ depth: 2 }, 0, 'control'], [{ depth: 2 }, 1, 'tried'], [{}, 1, 'tried']])
    expect(checkPlan(added(plan, [...alone.variants, ...both.variants]), { catalogue }).problems).toEqual([])
  })

  test('what the plan has already is not made again', () => {
    const once = make({ mechanisms: ['se'], at: ['stage3'] })
    const again = make({ mechanisms: ['se', 'eca'], at: ['stage3'] }, added(start, once.variants))
    expect([again.there, again.variants.map((variant) => variant.id)]).toEqual([1, ['eca']])
    // An option given as its default is the option left out.
    const written = added(start, [{ ...once.variants[0]!, insert: [{ at: 'stage3', mechanism: 'se', with: { bias: true, reduction: 16 } }] }])
    expect(make({ mechanisms: ['se'], at: ['stage3'] }, written).there).toBe(1)
  })

  test('rows of one mechanism are told apart by what differs', () => {
    const { options } = catalogue.mechanisms.find(({ id }) => id === 'multi-head')!
    expect(distinction(options, { score: 'cosine' }, [{}, { position: 'none' }])).toEqual({ en: 'cosine, sine 2d', 'zh-CN': '余弦，可学习温度，二维正弦' })
    expect(distinction(options, {}, [{ heads: 2 }])).toEqual({ en: 'Heads 4', 'zh-CN': '头数 4' })
  })

  test('ids stay apart and short, and too many combinations are cut', () => {
    const { variants, cut } = make({ mechanisms: catalogue.mechanisms.map(({ id }) => id), at: model('small-cnn').sites.map(({ id }) => id), shared: { score: ['dot', 'cosine', 'l2'], position: ['none', 'learned', 'sine-2d', 'rope-2d'] } })
    expect([variants.length, cut]).toEqual([mostCombinations, true])
    expect(new Set(variants.map((variant) => variant.id)).size).toBe(variants.length)
    for (const { id } of variants) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/)
  })
})

describe('time', () => {
  const variants = Array.from({ length: 9 }, (_, i): Variant => ({ id: `v${i}`, name: `v${i}`, model: 'small-cnn', with: { hidden: i }, insert: [], role: 'tried' }))
  const costs = new Map(variants.map(({ id }, i) => [id, { parameters: 1, macs: 100 * (i + 1), macsWithoutAttentionProducts: 1, attentionShare: 0, activationBytes: 1 } satisfies Cost]))
  const plan = { ...start, variants, seeds: [1, 2] }

  test('of few models each is measured, of many the smallest and the largest', () => {
    expect(toMeasure(variants.slice(0, 6), costs)).toHaveLength(6)
    expect(toMeasure(variants, costs).map(({ id }) => id)).toEqual(['v0', 'v8'])
    // Without counts nothing can be read off.
    expect(toMeasure(variants, new Map())).toHaveLength(9)
    expect(toMeasure([...variants.slice(0, 2), ...variants.slice(0, 2)], costs)).toHaveLength(2)
  })

  test('between measured models time lies on the line of their MACs, and how many were read off is told', () => {
    const times = new Map([['v0', { seconds: 10, low: 8, high: 12 }], ['v8', { seconds: 90, low: 72, high: 108 }]])
    // 10, 20, … 90 seconds, twice.
    expect(totalOf(plan, ({ id }) => times.get(id), costs)).toEqual({ seconds: 900, low: 720, high: 1080, read: 7 })
    expect(totalOf({ ...plan, variants: variants.slice(0, 1) }, ({ id }) => times.get(id), costs)).toEqual({ seconds: 20, low: 16, high: 24, read: 0 })
  })

  test('outside of what was measured nothing is told', () => {
    const times = new Map([['v1', { seconds: 20, low: 16, high: 24 }], ['v8', { seconds: 90, low: 72, high: 108 }]])
    expect(totalOf(plan, ({ id }) => times.get(id), costs)).toBeNull()
  })
})
