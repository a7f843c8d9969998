/** The faithfulness of trained runs: the same as taking places away one step at a time by hand, from what the report shows of the run. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { unpack } from '../../../preload/contract/text.ts'
import type { Faithfulness } from '../../../preload/contract/measure.ts'
import { createNetwork } from '../../../main/engine/inference/network.ts'
import { evaluationContext } from '../../../main/engine/layers/context.ts'
import { faithfulnessOf } from '../../../main/engine/measures/faithfulness.ts'
import { latencyOf } from '../../../main/engine/measures/latency.ts'
import { randomRanks } from '../../../main/engine/measures/places.ts'
import { runFiles, type SampledMaps, type TrainRequest } from '../../../main/engine/protocol.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { readCheckpoint, readModelFile, valuesFor } from '../../../main/engine/training/checkpoint.ts'
import { train, type Hooks } from '../../../main/engine/training/loop.ts'
import { tinyDataset, tinyRequest } from '../training/tiny-dataset.ts'

const dataset = tinyDataset()
const [side, images] = [8, 6]
const environment: Hooks['environment'] = { fovea: '0', node: '0', tensorflow: '0', device: '', cores: 1, memoryBytes: 1, platform: '' }

/** Small CNNs whose answer is an attention pool, has a gate before it, or has neither. */
const models = {
  attention: { insert: [{ at: 'head', mechanism: 'softmax-pooling', with: {} }] },
  gate: { insert: [{ at: 'stage1', mechanism: 'cbam-spatial', with: {} }] },
  'grad-cam': {},
}
const requests = {} as Record<keyof typeof models, TrainRequest>
beforeAll(async () => {
  await loadTensorFlow()
  for (const [kind, variant] of Object.entries(models)) {
    const request = tinyRequest(dataset, { variant, training: { epochs: 3 } })
    await train(request, { emit: () => {}, stopRequested: () => false, environment })
    requests[kind as keyof typeof models] = request
  }
})

function ended<T>(turns: Generator<number, T>): T {
  for (;;) {
    const turn = turns.next()
    if (turn.done) return turn.value
  }
}
const measured = (kind: keyof typeof models, count = images) => ended(faithfulnessOf({ runId: 'r', runFolder: requests[kind].runFolder }, dataset.folder, count))

/** Mean deletion and insertion of the maps kept for the report, image by image and step by step, op by op. */
function byHand({ runFolder }: TrainRequest): { deletion: number; insertion: number } {
  const model = readModelFile(runFolder)
  const network = createNetwork({ ...model, variant: model.config.variant }, 0)
  for (const { variable, value } of valuesFor(readCheckpoint(runFolder), network.scope.all())) variable.assign(tf.tensor(value, variable.shape))
  const sampled = JSON.parse(readFileSync(join(runFolder, runFiles.attention), 'utf8')) as SampledMaps
  const probability = (pixels: number[], answer: number) =>
    tf.tidy(() => tf.softmax(network.forward(tf.tensor4d(pixels, [1, side, side, 1]), evaluationContext(tf.tensor1d([0, 0], 'int32')))).dataSync()[answer]!)
  const sums = { deletion: 0, insertion: 0 }
  for (let i = 0; i < images; i++) {
    const maps = sampled.maps[i]!
    const map = maps.findLast(({ kind }) => kind === 'attention') ?? maps.at(-1)!
    const [rows, columns] = map.keyGrid
    const places = rows * columns
    const weights = Array.from({ length: places }, () => 0)
    unpack({ ...map.weights, dtype: 'f32' }).forEach((weight, k) => { weights[k % places]! += weight })
    // Places without any evidence go in the order that nobody chose.
    const ranks = randomRanks(places, sampled.indices[i]!)
    const order = weights.map((_, place) => place).sort((a, b) => weights[b]! - weights[a]! || ranks[a]! - ranks[b]!)
    const image = [...dataset.images.subarray(sampled.indices[i]! * side * side, (sampled.indices[i]! + 1) * side * side)]
    const steps = Math.min(20, places)
    const curve = (keep: boolean) => Array.from({ length: steps + 1 }, (_, step) => {
      const taken = new Set(order.slice(0, Math.round((step * places) / steps)))
      const place = (k: number) => Math.floor((Math.floor(k / side) * rows) / side) * columns + Math.floor(((k % side) * columns) / side)
      return probability(image.map((value, k) => (taken.has(place(k)) === keep ? value : model.mean[0]! * 255)), sampled.answers[i]!.answer)
    })
    const shares = Array.from({ length: steps + 1 }, (_, step) => Math.round((step * places) / steps) / places)
    const area = (values: number[]) => values.slice(1).reduce((sum, value, k) => sum + ((value + values[k]!) / 2) * (shares[k + 1]! - shares[k]!), 0)
    sums.deletion += area(curve(false)) / images
    sums.insertion += area(curve(true)) / images
  }
  return sums
}

describe.each(Object.keys(models) as (keyof typeof models)[])('a model with %s', (kind) => {
  test('is measured by what the report shows of it', () => {
    const found = measured(kind)
    expect(found).toMatchObject({ images, kind, model: { pointing: null, iou: null } })
    const { deletion, insertion } = byHand(requests[kind])
    expect(found.model.deletion).toBeCloseTo(deletion, 4)
    expect(found.model.insertion).toBeCloseTo(insertion, 4)
  })
})

test('two measurements of a run are the same to the last digit, and more images than there are is all of them', () => {
  expect(measured('attention')).toEqual(measured('attention'))
  expect(measured('attention', 1000).images).toBe(21)
})

test('boxes beside the dataset make the map answer to them', () => {
  const manifest = JSON.parse(readFileSync(join(dataset.folder, 'manifest.json'), 'utf8')) as object
  const known = tinyDataset()
  writeFileSync(join(known.folder, 'manifest.json'), JSON.stringify({ ...manifest, boxes: 1 }))
  // Every object fills its image: no look can miss it, and half of it is never all of it.
  writeFileSync(join(known.folder, 'boxes.i16'), new Uint8Array(Int16Array.from({ length: 81 * 4 }, (_, i) => [0, 0, side, side][i % 4]!).buffer))
  const run = { runId: 'r', runFolder: requests.attention.runFolder }
  const found: Faithfulness = ended(faithfulnessOf(run, known.folder, images))
  for (const scores of [found.model, found.random, found.centre]) {
    expect(scores.pointing).toBe(1)
    expect(scores.iou).toBeGreaterThan(0)
    expect(scores.iou).toBeLessThan(1)
  }
  writeFileSync(join(known.folder, 'boxes.i16'), new Uint8Array(8))
  expect(() => ended(faithfulnessOf(run, known.folder, images))).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'training.dataset-damaged' }) }))
})

test('latency of all of them, in their order, on this device', () => {
  const runs = Object.values(requests).map(({ runFolder }) => ({ runId: runFolder, runFolder }))
  const found = ended(latencyOf(runs, 'this computer'))
  expect(found).toHaveLength(3)
  for (const one of found) {
    expect(one).toMatchObject({ device: 'this computer' })
    expect(one.passes).toBeGreaterThanOrEqual(10)
    expect(one.low).toBeGreaterThan(0)
    expect(one.milliseconds).toBeGreaterThanOrEqual(one.low)
    expect(one.high).toBeGreaterThanOrEqual(one.milliseconds)
    expect(one.others).toBeGreaterThanOrEqual(0)
    expect(one.others).toBeLessThanOrEqual(1)
  }
})

test('a run whose weights are gone says so', () => {
  expect(() => ended(latencyOf([{ runId: 'r', runFolder: dataset.folder }], ''))).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'training.file-unreadable' }) }))
})
