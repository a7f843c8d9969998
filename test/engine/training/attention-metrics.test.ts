/** Spread, agreement and reach of attention while a run trains, against the maps that it leaves. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import type { Point } from '../../../preload/contract/run.ts'
import { unpack } from '../../../preload/contract/text.ts'
import type { Network } from '../../../main/engine/inference/network.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { runFiles, type SampledMaps } from '../../../main/engine/protocol.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { attentionMetrics } from '../../../main/engine/training/attention-metrics.ts'
import type { Pixels } from '../../../main/engine/training/pixels.ts'
import { train } from '../../../main/engine/training/loop.ts'
import type { SessionOptions } from '../../../main/engine/training/session.ts'
import { tinyDataset, tinyRequest } from './tiny-dataset.ts'

beforeAll(() => loadTensorFlow())
const dataset = tinyDataset()
const environment = { fovea: '0', node: '0', tensorflow: '0', device: '', cores: 1, memoryBytes: 1, platform: '' }

async function run(variant: object, training: object = {}, options: SessionOptions = {}) {
  const points: Point[] = []
  const request = tinyRequest(dataset, { variant: variant as never, training: training as never })
  await train(request, { emit: (event) => { if (event.type === 'metrics') points.push(...event.points) }, stopRequested: () => false, environment }, options)
  const sampled = JSON.parse(readFileSync(join(request.runFolder, runFiles.attention), 'utf8')) as SampledMaps
  return { points, sampled, attention: points.filter(({ metric }) => metric.startsWith('attention/')) }
}
const lastOf = (points: Point[], metric: string) => points.findLast((point) => point.metric === metric)?.value
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length

/** Rows of a map by head and query, places and extra keys alike. */
function rowsOf(map: AttentionMap): number[][][] {
  const [heads, queries, keys] = map.weights.shape as [number, number, number]
  const weights = [...unpack({ ...map.weights, dtype: 'f32' })]
  return Array.from({ length: heads }, (_, h) => Array.from({ length: queries }, (_, q) => weights.slice((h * queries + q) * keys, (h * queries + q + 1) * keys)))
}
const entropy = (row: number[]) => row.reduce((sum, a) => sum - (a > 0 ? a * Math.log(a) : 0), 0) / Math.log(row.length)
const common = (a: number[], b: number[]) => a.reduce((sum, w, i) => sum + Math.min(w, b[i]!), 0)
/** In pixels of an image of 8 × 8. */
function distance(row: number[], query: number, { keyGrid, extra }: AttentionMap): number {
  const [rows, columns] = keyGrid
  const among = row.slice(extra)
  const total = among.reduce((a, b) => a + b, 0)
  const apart = (a: number, b: number) => Math.hypot((Math.floor(a / columns) - Math.floor(b / columns)) * (8 / rows), ((a % columns) - (b % columns)) * (8 / columns))
  return among.reduce((sum, w, key) => sum + (w / total) * apart(query - extra, key), 0)
}

test('of a vision transformer they are those of the maps that its last evaluation saw', async () => {
  const { attention, sampled } = await run({ model: 'vit', with: { patch: 2, width: 8, depth: 2, heads: 2 } })
  const layers = ['block0/attention', 'block1/attention']
  for (const layer of layers) {
    const maps = sampled.maps.map((own) => own.find((map) => map.layer === layer)!)
    const all = maps.map(rowsOf)
    expect(lastOf(attention, `attention/entropy@${layer}`)).toBeCloseTo(mean(all.flat(2).map(entropy)), 5)
    expect(lastOf(attention, `attention/head-agreement@${layer}`)).toBeCloseTo(mean(all.flatMap(([a, b]) => a!.map((row, q) => common(row, b![q]!)))), 5)
    expect(lastOf(attention, `attention/distance@${layer}`)).toBeCloseTo(mean(all.flatMap((heads, i) => heads.flatMap((rows) => rows.slice(1).map((row, q) => distance(row, q + 1, maps[i]!))))), 4)
  }
  for (const measure of ['entropy', 'head-agreement', 'distance'])
    expect(lastOf(attention, `attention/${measure}`)).toBeCloseTo(mean(layers.map((layer) => lastOf(attention, `attention/${measure}@${layer}`)!)), 10)
  expect([...new Set(attention.map(({ step }) => step))]).toEqual([7, 14])
  expect(attention).toHaveLength(2 * 3 * 3)
})

test('one head agrees with nobody, and one query reaches nowhere', async () => {
  const { attention } = await run({ insert: [{ at: 'head', mechanism: 'softmax-pooling' }] })
  expect(new Set(attention.map(({ metric }) => metric))).toEqual(new Set(['attention/entropy', 'attention/entropy@head/softmax-pooling']))
})

test('a model without attention has none', async () => {
  expect((await run({})).attention).toEqual([])
  expect((await run({}, {}, { compile: eagerProgram })).attention).toEqual([])
})

/** A network that hands out these weights, over one image of 6 × 6. */
function measured(weights: tf.Tensor, meta: Partial<TapMeta>, text?: number[]): Record<string, number> {
  const scope = Scope.root(1)
  const layer: Network['layer'] = (x, ctx) => {
    ctx.tap('layer', weights, { kind: 'attention', mechanism: 'made', keyGrid: [1, 3], queryGrid: null, extra: 0, ...meta })
    return x
  }
  const captioned: ReturnType<Pixels['feeds']> = text ? { text: { shape: [1, text.length], dtype: 'float32' } } : {}
  const pixels = { feeds: () => captioned, values: () => ({}), images: () => tf.zeros([1, 1]), dispose: () => {} }
  const { entry, points } = attentionMetrics({ scope, layer, normalize: (x) => x, forward: layer }, pixels, 1, [6, 6])
  const outputs = eagerProgram({ attention: entry }).run('attention', text ? { text: Float32Array.from(text) } : {})
  return Object.fromEntries(points(outputs, 0).map(({ metric, value }) => [metric, value]))
}
/** (1, 1, queries, 3) */
const rows = (...values: number[][]) => tf.tensor(values.flat(), [1, 1, values.length, 3])

test('0 is one place and 1 an even look; what looks nowhere does not count', () => {
  expect(measured(rows([0, 1, 0]), {})['attention/entropy']).toBeCloseTo(0, 6)
  expect(measured(rows([1, 1, 1].map((w) => w / 3)), {})['attention/entropy']).toBeCloseTo(1, 6)
  expect(measured(rows([5, -2, 5], [0, -1, 0]), { distribution: false })['attention/entropy']).toBeCloseTo(Math.log(2) / Math.log(3), 6)
  expect(measured(rows([0, 0, 0]), {})).toEqual({})
})

test('words that fill a caption up do not count', () => {
  const weights = rows([1, 0, 0], [1 / 3, 1 / 3, 1 / 3])
  expect(measured(weights, { queries: 'words' }, [4, 0])['attention/entropy']).toBeCloseTo(0, 6)
  expect(measured(weights, { queries: 'words' }, [4, 2])['attention/entropy']).toBeCloseTo(0.5, 6)
})

test('keys of a coarser grid than the queries are as far as their middles', () => {
  // Queries are two columns of 3 pixels, keys one place in the middle and two halves: from either column’s middle 1.5 pixels to the whole’s middle.
  const weights = tf.tensor([1, 0, 0, 1], [1, 1, 2, 2])
  expect(measured(weights, { keyGrid: [2, 1], queryGrid: [1, 2] })['attention/distance']).toBeCloseTo(Math.hypot(1.5, 1.5), 5)
})
