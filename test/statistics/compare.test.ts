import { expect, it, describe } from 'vitest'
import { comparisonResult } from '../../main/statistics/compare.ts'
import { majorityAnswers } from '../../main/statistics/classification.ts'
import { cohenDz } from '../../main/statistics/effect.ts'
import { cohenD } from '../../main/statistics/independent.ts'
import { verdictOf } from '../../main/statistics/verdict.ts'
import { pairedDifference } from '../../preload/contract/intervals.ts'
import { ComparisonResult } from '../../preload/contract/comparison.ts'
import { clutter, comparison, cost } from './fixture.ts'

const text = (spans: { text: string }[]) => spans.map((s) => s.text).join('')
const row = (result: ComparisonResult, id: string) => result.rows.find((r) => r.variantId === id)!

describe('a whole comparison', () => {
  const { plan, runs, predictions } = comparison(clutter())
  const result = comparisonResult(plan, runs, predictions)
  it('is what the contract describes', () => expect(ComparisonResult.parse(result)).toEqual(result))
  it('puts the baseline first, then by difference, and keeps slots by the plan', () => {
    expect(result.rows.map((r) => r.variantId)).toEqual(['plain', 'pooling', 'multi-head', 'wider', 'se', 'eca'])
    expect(result.rows.map((r) => r.slot)).toEqual([0, 2, 3, 5, 1, 4])
  })
  it('gives accuracies, differences and verdicts', () => {
    expect(row(result, 'pooling').accuracies).toEqual([0.89, 0.9025, 0.9])
    expect(row(result, 'pooling').difference).toBeCloseTo((100 + 103 + 100) / 3 / 400, 12)
    expect(row(result, 'pooling').verdict).toBe('helps')
    expect(row(result, 'se').verdict).toBe('no-evidence')
    expect(row(result, 'plain')).toMatchObject({ verdict: null, p: null, difference: null, slot: 0 })
  })
  it('counts confusions over the majority answers', () => {
    expect(result.confusion).toHaveLength(6)
    expect(result.confusion[0]!.counts.flat().reduce((a, b) => a + b, 0)).toBe(400)
  })
  it('says the finding in both languages', () => {
    expect(text(result.finding.en)).toBe('Softmax pooling reads more of these images correctly than the plain CNN: 89.8\u202f% against 64.5\u202f%, a gain of 25.3 points (95\u202f% interval 24.2 to 26.3). Multi-head also helps. The control, wider CNN, gains 3.3 points (95\u202f% interval 1.6 to 4.9). For SE there is no evidence of a difference. ECA is unclear: the seeds and the images do not agree.')
    expect(result.finding.en.filter((s) => s.mark === 'yes').map((s) => s.text)).toEqual(['reads more of these images correctly'])
    expect(text(result.finding['zh-CN'])).toContain('与普通 CNN 相比，Softmax 空间池化认对了更多这类图片：89.8% 对 64.5%，提高 25.3 个百分点')
  })
  it('states the limits', () => expect(result.limits).toMatchObject({ en: 'One dataset, 3 seeds, 16 epochs, 400 test images. This says nothing about other images, larger models or longer training.' }))
  it('counts epochs that were added', () => {
    const { plan, runs, predictions } = comparison(clutter(), { training: { epochs: 16, added: [8, 4] } })
    expect(comparisonResult(plan, runs, predictions).limits).toMatchObject({ en: expect.stringContaining(', 28 epochs,') as string, 'zh-CN': expect.stringContaining('28 轮') as string })
  })
})

describe('fairness', () => {
  const { plan, runs, predictions } = comparison(clutter())
  const notes = (changed = runs) => comparisonResult(plan, changed, predictions).fairness.map((n) => [n.ok, (n.text as { en: string }).en])
  it('names equal conditions, the control and the cost', () => {
    expect(notes()).toEqual([
      [true, 'Same split (fingerprint abababab), augmentation, schedule, budget and seeds'],
      [true, 'Size alone does not explain it: wider CNN, no smaller, has +3.3 points where softmax pooling has +25.3'],
      [false, 'Multi-head costs 1.45 times the MACs of the baseline and has 1.49 times its parameters'],
    ])
  })
  it('sees other data and missing runs', () => {
    const changed = runs.map((run, i) => (i === 1 ? { ...run, environment: { ...run.environment!, datasetFingerprint: 'cd' } } : i === 4 ? { ...run, state: 'failed' as const } : run))
    expect(notes(changed).slice(0, 2)).toEqual([[false, 'Not the same for all runs: the data and its split'], [false, 'Not finished, so left out: SE (2)']])
  })
  it('names every setting that was not the same, other models, and runs made elsewhere', () => {
    const changed = runs.map((run, i) => (i === 1 ? { ...run, config: { ...run.config, training: { ...run.config.training, batch: 7, augment: { ...run.config.training.augment, flip: true } } }, environment: { ...run.environment!, device: 'GPU' } } : run))
    expect(notes(changed).slice(0, 2)).toEqual([
      [false, 'Not the same for all runs: the training settings (augment.flip, batch)'],
      [false, 'Not all runs were made alike: device CPU and GPU'],
    ])
    const other = { ...plan, variants: plan.variants.map((variant) => (variant.id === 'se' ? { ...variant, model: 'vit' } : variant.id === 'eca' ? { ...variant, with: { widths: [8, 8, 8] } } : variant)) }
    const said = comparisonResult(other, runs, predictions).fairness.map((n) => [n.ok, (n.text as { en: string }).en])
    expect(said.slice(1, 3)).toEqual([
      [false, 'SE is another model than the baseline: more than attention differs'],
      [false, 'ECA has other options of the model than the baseline: widths'],
    ])
  })
  it('says when a control gains as much', () => {
    const [plain, , pooling] = clutter()
    const made = comparison([plain!, pooling!, { id: 'mlp', en: 'MLP head', zh: 'MLP 分类头', role: 'control', right: [340, 342, 341], cost: cost(11_000, 2e6) }])
    const result = comparisonResult(made.plan, made.runs, made.predictions)
    expect(result.fairness.some((n) => !n.ok && (n.text as { en: string }).en.startsWith('MLP head, a control, has +20.8 points'))).toBe(true)
  })
})

describe('what is not there', () => {
  it('gives no verdict while a run is missing', () => {
    const { plan, runs, predictions } = comparison(clutter())
    const result = comparisonResult(plan, runs.map((r) => (r.id === 'pooling-2' ? { ...r, state: 'failed' as const } : r)), predictions)
    expect(row(result, 'pooling').verdict).toBe('incomplete')
    expect(row(result, 'multi-head').verdict).toBe('helps')
    expect(result.complete).toBe(false)
    expect(text(result.finding.en)).toBe('1 run of 18 failed. Without all runs there is no verdict.')
  })
  it('gives no verdict below three seeds, but the interval', () => {
    const { plan, runs, predictions } = comparison(clutter().slice(0, 3).map((v) => ({ ...v, right: v.right.slice(0, 2) })))
    const result = comparisonResult(plan, runs, predictions)
    expect(row(result, 'pooling')).toMatchObject({ verdict: 'too-few-seeds', seeds: 2 })
    expect(text(result.finding.en)).toMatch(/^Two seeds are too few for a verdict\. Softmax pooling: /)
    expect(text(result.finding['zh-CN'])).toMatch(/^两个种子不足以下结论。/)
  })
  it('stands without any finished run', () => {
    const { plan, runs } = comparison(clutter())
    const result = comparisonResult(plan, runs.map((r) => ({ ...r, state: 'queued' as const, cost: null, environment: null })), new Map())
    expect(result.rows.every((r) => r.accuracy === null && (r.slot === 0 || r.verdict === 'incomplete'))).toBe(true)
    expect(text(result.finding.en)).toBe('0 of 18 runs are finished. The finding comes with the last one.')
  })
  it('says no evidence with the largest difference when there is none at all', () => {
    const [plain, se] = clutter()
    const { plan, runs, predictions } = comparison([plain!, se!])
    expect(text(comparisonResult(plan, runs, predictions).finding.en)).toMatch(/^For SE there is no evidence of a difference\. The largest, of SE, is −0\.1 points/)
  })
})

describe('verdict', () => {
  const strong = { seeds: 5, interval: { low: 0.01, high: 0.03 }, pHolm: 0.01, fixed: 30, broken: 5 }
  it('follows the two tests', () => {
    expect(verdictOf(strong)).toBe('helps')
    expect(verdictOf({ ...strong, interval: { low: -0.03, high: -0.01 }, fixed: 5, broken: 30 })).toBe('hurts')
    expect(verdictOf({ ...strong, pHolm: 0.05 })).toBe('unclear')
    expect(verdictOf({ ...strong, interval: { low: 0, high: 0.03 } })).toBe('unclear')
    expect(verdictOf({ ...strong, interval: { low: -0.01, high: 0.03 }, pHolm: 0.3 })).toBe('no-evidence')
    expect(verdictOf({ ...strong, seeds: 2 })).toBe('too-few-seeds')
  })
  it('claims nothing over seeds from an interval of no width', () => {
    for (const one of [{ low: 0.02, high: 0.02 }, { low: 0.02, high: 0.02 + 1e-15 }, { low: 0, high: 0 }]) {
      expect(verdictOf({ ...strong, interval: one })).toBe('unclear')
      expect(verdictOf({ ...strong, interval: one, pHolm: 0.3 })).toBe('no-evidence')
    }
    // Apart by rounding alone, as .1 + .2 and .3 are.
    const { difference, interval } = pairedDifference([0.5, 0.6, 0.7], [0.6, 0.7, 0.8])
    expect(interval!.low).not.toBe(interval!.high)
    expect(verdictOf({ ...strong, seeds: 3, interval })).toBe('unclear')
    expect([difference, cohenDz([0.6 - 0.5, 0.7 - 0.6, 0.8 - 0.7])]).toEqual([expect.closeTo(0.1), null])
    expect(cohenD([0.1 + 0.2, 0.3, 0.3], [0.4, 0.4, 0.4])).toBeNull()
  })
  it('is unclear when the tests point against each other', () => expect(verdictOf({ ...strong, fixed: 5, broken: 30 })).toBe('unclear'))
})

describe('majority answers', () => {
  const seed = (...rows: number[][]) => ({ logits: Float32Array.from(rows.flat()), labels: new Int32Array(rows.length) })
  it('takes the class most seeds answer', () => expect([...majorityAnswers([seed([0, 1, 0]), seed([0, 1, 0]), seed([9, 0, 0])])]).toEqual([1]))
  it('breaks ties by summed logits, then by the smallest class', () => {
    expect([...majorityAnswers([seed([0, 2, 0]), seed([0, 0, 3])])]).toEqual([2])
    expect([...majorityAnswers([seed([0, 2, 0]), seed([0, 0, 2])])]).toEqual([1])
  })
})
