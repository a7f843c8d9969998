/** Evidence as a window asks for it: on a made-up comparison, with and without its dataset, and what is refused. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createAnswers } from '../../main/ipc/answers.ts'
import { evidenceHandlers, type EvidenceParts } from '../../main/ipc/handlers/evidence.ts'
import { groupHandlers } from '../../main/ipc/handlers/groups.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { clutter, comparison, images } from '../statistics/fixture.ts'

const made = comparison(clutter().slice(0, 3))
const manifest = { key: 'digits-in-clutter', id: 'digits-in-clutter', shape: [2, 2, 1], counts: { train: 100, test: images }, fingerprint: 'ab'.repeat(32) } as DatasetManifest
let reads = 0
let here = true
const indices = Int32Array.from({ length: images }, (_, i) => 100 + i)
const answersOf = () => createAnswers(async (ids) => { reads++; return new Map(ids.map((id) => [id, { ...made.predictions.get(id)!, indices }])) })
const parts = (): EvidenceParts => ({
  results: { lineOf: async () => ({ plan: made.plan }) },
  store: { listRuns: async () => ({ runs: made.runs }), readImport: async () => null },
  answersOf: answersOf(),
  datasets: {
    key: () => manifest.key, manifest: () => { if (!here) throw new Error('gone'); return manifest },
    images: (_key, asked) => Uint8Array.from(asked.flatMap((index) => [index % 256, 0, 0, 0])),
    nearest: async (_key, index, limit) => Array.from({ length: limit }, (_, i) => ({ index: i, label: 0, distance: i / 10 + index / 1e6 })),
    duplicates: async (_key, asked) => asked.map((index) => (index % 10 === 0 ? { index: 3, label: 2, distance: 0.01 } : null)),
  },
})
beforeEach(() => { reads = 0; here = true })

describe('evidence of a comparison', () => {
  test('reads the answers of two models once, whatever is asked of them', async () => {
    const { 'evidence.images': ask, 'evidence.curves': curves } = evidenceHandlers(parts())
    const input = { id: 'c1', variantId: 'pooling', offset: 0, limit: 5 }
    const fixed = await ask({ ...input, filter: { by: 'change', change: 'fixed' } }, 'browser')
    const worst = await ask({ ...input, filter: { by: 'worst' } }, 'browser')
    await curves({ id: 'c1', variantId: 'plain', classIndex: 2 }, 'browser')
    expect([fixed.total, fixed.fixed, fixed.broken, fixed.images.length]).toEqual([fixed.fixed, fixed.total, 0, 5])
    expect(worst.images.every(({ truth, after }) => after.answer !== truth)).toBe(true)
    expect(reads).toBe(1)
  })
  test('gives metrics of all, and the same again', async () => {
    const { 'evidence.metrics': ask } = evidenceHandlers(parts())
    const first = await ask({ id: 'c1' }, 'browser')
    expect(first.variants.map(({ variantId, slot, seeds }) => [variantId, slot, seeds])).toEqual([['plain', 0, 3], ['se', 1, 3], ['pooling', 2, 3]])
    expect(await ask({ id: 'c1' }, 'browser')).toEqual(first)
    expect(first.testImages).toBe(images)
  })
  test('names a class that is not there', async () => {
    const { 'evidence.curves': ask } = evidenceHandlers(parts())
    await expect(ask({ id: 'c1', variantId: 'pooling', classIndex: 4 }, 'browser')).rejects.toMatchObject({ problem: { code: 'evidence.no-class', params: { index: 4, classes: 4 } } })
    await expect(ask({ id: 'c1', variantId: 'none', classIndex: 0 }, 'browser')).rejects.toMatchObject({ problem: { code: 'comparisons.no-variant' } })
  })
  test('finds near images with their pictures, and the wrong images that are in the training set', async () => {
    const { 'evidence.near': near, 'evidence.duplicates': duplicates } = evidenceHandlers(parts())
    const found = await near({ id: 'c1', index: 120, limit: 3 }, 'browser')
    expect([found.images.map(({ index }) => index), found.pixels.shape, found.image.shape]).toEqual([[0, 1, 2], [3, 2, 2, 1], [2, 2, 1]])
    const { wrong, searched, images: same } = await duplicates({ id: 'c1', variantId: 'pooling' }, 'browser')
    expect(searched).toBe(wrong)
    expect(same.length).toBeGreaterThan(0)
    expect(same.every(({ index, truth, answer, training }) => index % 10 === 0 && truth !== answer && training.index === 3)).toBe(true)
    await expect(near({ id: 'c1', index: 100_000, limit: 3 }, 'browser')).rejects.toMatchObject({ problem: { code: 'runs.no-image' } })
    await expect(near({ id: 'c1', index: 99, limit: 3 }, 'browser')).rejects.toMatchObject({ problem: { code: 'evidence.not-test-image', params: { index: 99, first: 100, last: 99 + images } } })
    expect((await near({ id: 'c1', index: 100, limit: 1 }, 'browser')).images).toHaveLength(1)
  })
  test('says when the training images are not here', async () => {
    here = false
    const { 'evidence.near': near, 'evidence.duplicates': duplicates } = evidenceHandlers(parts())
    await expect(near({ id: 'c1', index: 120, limit: 3 }, 'browser')).rejects.toMatchObject({ problem: { code: 'evidence.no-dataset' } })
    await expect(duplicates({ id: 'c1', variantId: 'pooling' }, 'browser')).rejects.toMatchObject({ problem: { code: 'evidence.no-dataset' } })
  })
})

describe('groups of runs', () => {
  const runs = new Map(made.runs.map((run) => [run.id, run]))
  const ask = (before: string[], after: string[], changes: Partial<(typeof made.runs)[number]> = {}, bytes = 4096) =>
    groupHandlers({ store: { getRun: async (id) => { const run = runs.get(id); return run ? (after.includes(id) ? { ...run, ...changes } : run) : null }, logitBytes: async (ids) => ids.length * bytes }, answersOf: answersOf() })['evidence.groups']({ before, after }, 'browser')
  test('are compared, a run given twice counting once', async () => {
    const groups = await ask(['plain-1', 'plain-2', 'plain-2', 'plain-3'], ['pooling-1', 'pooling-2', 'pooling-3'])
    expect([groups.verdict, groups.before.runIds.length]).toEqual(['helps', 3])
  })
  test.each([
    ['a run in both', ['plain-1'], ['plain-1'], {}, 'evidence.run-twice'],
    ['a run that is not there', ['plain-1'], ['none'], {}, 'runs.unknown'],
    ['a run that has not finished', ['plain-1'], ['se-1'], { state: 'running' as const }, 'evidence.unfinished'],
    ['runs tested on other images', ['plain-1'], ['se-1'], { environment: { ...made.runs[0]!.environment!, datasetFingerprint: 'cd' } }, 'evidence.other-images'],
  ])('%s is refused', async (_what, before, after, changes, code) => {
    await expect(ask(before, after, changes)).rejects.toMatchObject({ problem: { code } })
  })
  test('of more answers than are read at once are refused before any is read, and it is said how many fit', async () => {
    const groups = ask(['plain-1', 'plain-2'], ['se-1', 'se-2'], {}, 200 * 1024 ** 2)
    await expect(groups).rejects.toMatchObject({ problem: { code: 'evidence.too-many-runs', params: { runs: 4, megabytes: 839, most: 2 } } })
    expect(reads).toBe(0)
  })
})
