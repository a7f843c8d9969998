/** Two groups of runs: against the result of a comparison where they are the same question, and where the groups do not pair. */
import { describe, expect, test } from 'vitest'
import { comparisonResult } from '../../main/statistics/compare.ts'
import { compareGroups, type GroupRun } from '../../main/statistics/groups.ts'
import { welch } from '../../main/statistics/independent.ts'
import { mcnemar } from '../../main/statistics/mcnemar.ts'
import { variantMetrics } from '../../main/statistics/variant-metrics.ts'
import { seedResults } from '../../main/statistics/rows.ts'
import { inLanguage } from '../../preload/contract/text.ts'
import { clutter, comparison, images } from './fixture.ts'

const { plan, runs, predictions } = comparison(clutter())
const of = (...variants: string[]): GroupRun[] => runs.filter((run) => variants.includes(run.variantId)).map((run) => ({ run, predictions: predictions.get(run.id)! }))
const words = (spans: { text: string }[]) => spans.map((span) => span.text).join('')

describe('a baseline and a variant as groups', () => {
  const groups = compareGroups(of('plain'), of('pooling'))
  test('have the numbers of the comparison', () => {
    const row = comparisonResult(plan, runs, predictions).rows.find((one) => one.variantId === 'pooling')!
    expect(groups.difference).toBeCloseTo(row.difference!, 12)
    expect(groups.seedInterval).toEqual(row.differenceInterval)
    expect([groups.fixed, groups.broken, groups.midP, groups.verdict]).toEqual([row.fixed, row.broken, row.p, 'helps'])
    const { against } = variantMetrics(seedResults(plan, runs, predictions)[2]!, seedResults(plan, runs, predictions)[0]!, 1)!
    expect([groups.imageInterval, groups.effect, groups.neededSeeds]).toEqual([against!.imageInterval, against!.effect, against!.neededSeeds])
    expect(groups.exactP).toBe(mcnemar(groups.fixed, groups.broken).exact)
  })
  test('are paired by their seeds and say what differs', () => {
    expect([groups.paired, groups.before.seeds, groups.testImages]).toEqual([true, [1, 2, 3], images])
    const notes = groups.fairness.map(({ ok, text }) => `${ok ? '+' : '-'} ${inLanguage(text, 'en')}`)
    expect(notes).toContain('+ Paired by 3 seeds: 1, 2, 3')
    expect(notes).toContain('+ The same training settings')
  })
  test('are found in the words of a comparison', () => {
    expect(words(groups.finding.en)).toMatch(/^Softmax pooling reads more of these images correctly than the plain CNN: /)
    expect(words(groups.finding['zh-CN'])).toContain('认对了更多这类图片')
  })
  test('turned round have the opposite difference and verdict', () => {
    const turned = compareGroups(of('pooling'), of('plain'))
    expect(turned.difference).toBeCloseTo(-groups.difference, 12)
    expect([turned.fixed, turned.broken, turned.verdict]).toEqual([groups.broken, groups.fixed, 'hurts'])
  })
})

describe('groups that do not pair', () => {
  const shifted = of('pooling').map(({ run, predictions: p }) => ({ run: { ...run, seed: run.seed + 10 }, predictions: p }))
  test('are independent: Welch’s interval, and it is said', () => {
    const groups = compareGroups(of('plain'), shifted)
    expect(groups.paired).toBe(false)
    expect(groups.seedInterval).toEqual(welch(groups.before.accuracies, groups.after.accuracies).interval)
    expect(groups.fairness.some(({ ok, text }) => !ok && inLanguage(text, 'en').includes('Welch'))).toBe(true)
  })
  test('with some seeds in common are compared over those alone', () => {
    const groups = compareGroups(of('plain'), of('pooling').map((one, i) => (i ? one : { ...one, run: { ...one.run, seed: 9 } })))
    expect([groups.paired, groups.before.seeds, groups.after.seeds, groups.verdict]).toEqual([true, [2, 3], [2, 3], 'too-few-seeds'])
    expect(groups.fairness.map(({ text }) => inLanguage(text, 'en'))).toContain('Left out, as only one group has them: seeds 1, 9')
    expect(words(groups.finding.en)).toMatch(/^Two seeds are too few for a verdict/)
  })
  test('of one run each have a difference and nothing more over seeds', () => {
    const groups = compareGroups(of('plain').slice(0, 1), of('pooling').slice(0, 1))
    expect([groups.seedInterval, groups.effect, groups.neededSeeds, groups.verdict]).toEqual([null, null, null, 'too-few-seeds'])
    expect(groups.fixed + groups.broken + groups.bothRight + groups.bothWrong).toBe(images)
  })
})

describe('what a group is called and what is said of it', () => {
  test('several models go by all their names, and their runs of a seed count once', () => {
    const groups = compareGroups(of('plain'), of('pooling', 'multi-head'))
    expect(inLanguage(groups.after.name, 'en')).toBe('Softmax pooling + Multi-head')
    expect([groups.after.accuracies.length, groups.after.runIds.length]).toEqual([3, 6])
    expect(groups.fairness.some(({ ok, text }) => !ok && inLanguage(text, 'en').includes('several runs of a seed'))).toBe(true)
    expect(inLanguage(compareGroups(of('plain'), of('pooling', 'multi-head', 'eca', 'wider')).after.name, 'zh-CN')).toContain('等 4 个模型')
  })
  test('two of one name are told apart by what differs, which is named as unfair', () => {
    const longer = of('plain').map(({ run, predictions: p }) => ({ run: { ...run, id: `${run.id}-b`, config: { ...run.config, training: { ...run.config.training, epochs: 40 } } }, predictions: p }))
    const groups = compareGroups(of('plain'), longer)
    expect([groups.before.name, groups.after.name].map((name) => inLanguage(name, 'en'))).toEqual(['Plain CNN (epochs 16)', 'Plain CNN (epochs 40)'])
    const unfair = groups.fairness.filter(({ ok }) => !ok).map(({ text }) => inLanguage(text, 'en'))
    expect(unfair).toContain('Trained differently: epochs 16 → 40')
    expect(groups.verdict).toBe('no-evidence')
  })
  test('tell a model from the same one trained on by its epochs', () => {
    const longer = of('plain').map(({ run, predictions: p }) => ({ run: { ...run, config: { ...run.config, training: { ...run.config.training, added: [8, 4] } } }, predictions: p }))
    const { before, after, fairness } = compareGroups(of('plain'), longer)
    expect([before, after].map(({ name }) => inLanguage(name, 'en'))).toEqual(['Plain CNN (epochs 16)', 'Plain CNN (epochs 16 + 8 + 4)'])
    expect(fairness.map(({ text }) => inLanguage(text, 'en'))).toContain('Trained differently: epochs 16 → 16 + 8 + 4')
  })
})
