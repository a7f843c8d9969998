/** What the evidence and group pages compute for themselves: averaged curves, the table of classes, addresses of groups. */
import { describe, expect, it } from 'vitest'
import type { ThresholdCurves, VariantMetrics } from '../../../preload/contract/evidence.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { pack, unpack } from '../../../preload/contract/text.ts'
import { arranged, classRows } from '../../../renderer/src/features/evidence/class-rows.ts'
import { placeOf, textOf } from '../../../renderer/src/features/evidence/cell-place.ts'
import { imagesOf } from '../../../renderer/src/features/evidence/images-of.ts'
import { heightAt, seedLine } from '../../../renderer/src/features/evidence/threshold-lines.ts'
import { groupsOf, queryOf, turned, variantOf } from '../../../renderer/src/client/groups.ts'

describe('threshold curves of seeds', () => {
  const line = { x: [0, 0, 0.5, 1], y: [0, 0.6, 0.8, 1] }
  it('are read straight between their points, at the top of what stands upright', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((x) => heightAt(line, x))).toEqual([0.6, 0.7, 0.8, 0.9, 1])
  })
  const curves = (...seeds: { x: number[]; y: number[] }[]): ThresholdCurves => ({ seeds: seeds.map((roc, seed) => ({ seed, roc, precisionRecall: roc })), areaUnderRoc: null, averagePrecision: null, prevalence: 0.5 })
  it('have a mean and an interval at every place, and begin at 0', () => {
    const { line: mean, band, raw } = seedLine(curves(line, { x: [0, 1], y: [0, 1] }), 'roc')
    expect([mean.x[0], mean.y[0], mean.x.length, raw.length]).toEqual([0, 0, 102, 2])
    expect(mean.y[mean.x.indexOf(50)]).toBeCloseTo(65, 10)
    // Mean .65 of .8 and .5: t(.975, 1) · .2121 / √2 = 1.906, kept inside 0..100.
    expect([band!.low[50], band!.high[50]]).toEqual([0, 100])
  })
  it('of one seed are that seed', () => {
    expect(seedLine(curves(line), 'precisionRecall')).toEqual({ line: { x: [0, 0, 50, 100], y: [0, 60, 80, 100] }, raw: [] })
    expect(seedLine(curves(), 'roc')).toEqual({ line: { x: [], y: [] }, raw: [] })
  })
})

describe('the table of classes', () => {
  const over = (mean: number) => ({ mean, interval: null })
  const metrics = (recalls: number[], area: (number | null)[]) => ({ classes: recalls.map((recall, i) => ({ precision: over(0.5), recall: over(recall), f1: over(0.5), areaUnderRoc: area[i] === null ? null : over(area[i]!), averagePrecision: null, support: 10 * (i + 1) })) }) as unknown as VariantMetrics
  const rows = classRows(metrics([0.2, 0.6, 0.4], [0.5, null, 0.7]), metrics([0.9, 0.5, 0.4], [0.6, null, 0.5]), ['cat', 'dog 10', 'dog 9'])
  const order = (...asked: Parameters<typeof arranged> extends [unknown, ...infer Rest] ? Rest : never) => arranged(rows, ...asked).map((row) => row.name)
  it('is sorted by any column; what has no value comes last either way', () => {
    expect(order('', { by: 'change', metric: 'recall' }, true)).toEqual(['cat', 'dog 9', 'dog 10'])
    expect(order('', { by: 'value', metric: 'areaUnderRoc' }, true)).toEqual(['cat', 'dog 9', 'dog 10'])
    expect(order('', { by: 'value', metric: 'areaUnderRoc' }, false)).toEqual(['dog 9', 'cat', 'dog 10'])
    expect(order('', { by: 'support' }, true)).toEqual(['dog 9', 'dog 10', 'cat'])
  })
  it('finds a class by part of its name and counts as people do', () => {
    expect(order('DOG', { by: 'name' }, false)).toEqual(['dog 9', 'dog 10'])
    expect(order('fox', { by: 'class' }, false)).toEqual([])
  })
})

describe('groups in an address', () => {
  const run = (id: string, variantId: string, state = 'finished') => ({ id, variantId, state, hasPredictions: state === 'finished' }) as RunRecord
  const runs = [run('a1', 'a'), run('a2', 'a'), run('a3', 'a', 'failed'), run('b1', 'b')]
  it('come back as they were given, each run once', () => {
    const groups = { before: ['a1', 'a2'], after: ['b1'] }
    expect(groupsOf(queryOf(groups))).toEqual(groups)
    expect(groupsOf({ before: 'a1,,a1', after: null })).toEqual({ before: ['a1'], after: [] })
    expect(turned(groups)).toEqual({ before: ['b1'], after: ['a1', 'a2'] })
  })
  it('go by the name of a model when they are all its finished runs', () => {
    expect([variantOf(runs, ['a2', 'a1']), variantOf(runs, ['a1']), variantOf(runs, ['a1', 'b1']), variantOf(runs, [])]).toEqual(['a', null, null, null])
  })
})

describe('a cell in an address', () => {
  it('comes back as it was chosen; what is no cell is none', () => {
    expect(placeOf(textOf({ truth: 3, answer: 8, of: 'before' }), 10)).toEqual({ truth: 3, answer: 8, of: 'before' })
    expect(['3-10-change', '3-8', '-1-2-change', '3-8-all', null, undefined, ['1-1-change']].map((text) => placeOf(text, 10))).toEqual(Array(7).fill(null))
  })
})

describe('images that came together', () => {
  it('are taken apart, however large', () => {
    const shape: [number, number, number, number] = [2, 400, 400, 1]
    const bytes = Uint8Array.from({ length: 2 * 400 * 400 }, (_, i) => (i >= 160_000 ? 7 : 3))
    const images = imagesOf(pack('u8', shape, bytes))
    expect(images.map((image) => [image.shape, new Set(unpack(image))])).toEqual([[[400, 400, 1], new Set([3])], [[400, 400, 1], new Set([7])]])
  })
})
