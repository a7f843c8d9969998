/** Whole runs on a tiny dataset: the same numbers whenever they are run, stopped, continued; and what goes wrong, said. */
import { copyFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../../preload/contract/errors.ts'
import type { RunEvent } from '../../../preload/contract/run.ts'
import { runFiles, type SampledMaps, type TrainRequest } from '../../../main/engine/protocol.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { train, type Hooks } from '../../../main/engine/training/loop.ts'
import { readTensors } from '../../../main/engine/training/safetensors.ts'
import type { SessionOptions } from '../../../main/engine/training/session.ts'
import { tinyDataset, tinyRequest } from './tiny-dataset.ts'

beforeAll(() => loadTensorFlow())
const dataset = tinyDataset()
const environment: Hooks['environment'] = { fovea: '0', node: '0', tensorflow: '0', device: '', cores: 1, memoryBytes: 1, platform: '' }

/** Runs until `asked` questions for a stop have been answered no. */
async function run(request: TrainRequest, asked = Infinity, options?: SessionOptions): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  await train(request, { emit: (event) => events.push(event), stopRequested: () => asked-- <= 0, environment }, options)
  return events
}
const last = <T extends RunEvent['type']>(events: RunEvent[], type: T) => events.findLast((event) => event.type === type) as Extract<RunEvent, { type: T }>
const points = (events: RunEvent[]) => events.flatMap((event) => (event.type === 'metrics' ? event.points : []))
const tensors = (folder: string, file: string = runFiles.checkpoint) => readTensors(join(folder, file)).tensors

describe('a run', () => {
  test('learns, tells of it and leaves its files', async () => {
    const request = tinyRequest(dataset, { training: { epochs: 12 } })
    const events = await run(request)
    expect(events.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1])[0]).toBe('started')
    expect(last(events, 'started')).toMatchObject({ steps: 84, stepsPerEpoch: 7, fromStep: 0, environment: { datasetFingerprint: 'f'.repeat(64) } })
    const cost = last(events, 'started').cost
    expect(cost.parameters).toBeGreaterThan(500)
    expect(cost.macs).toBeGreaterThan(cost.parameters)
    expect(last(events, 'progress')).toMatchObject({ step: 84, steps: 84, epoch: 12, secondsLeft: 0 })

    const metrics = points(events)
    const count = (metric: string) => metrics.filter((point) => point.metric === metric).length
    expect(['train/loss', 'train/learning-rate', 'train/accuracy', 'test/accuracy', 'test/loss'].map(count)).toEqual([84, 84, 12, 12, 12])

    const finished = last(events, 'finished')
    expect(finished.testAccuracy).toBeGreaterThan(0.9)
    const predictions = tensors(request.runFolder, runFiles.predictions)
    expect(predictions.get('indices')!.values).toEqual(Int32Array.from({ length: 21 }, (_, i) => 60 + i))
    expect(predictions.get('labels')!.values).toEqual(dataset.labels.slice(60))
    const logits = predictions.get('logits')!
    expect(logits.shape).toEqual([21, 4])
    const right = [...predictions.get('labels')!.values].filter((label, i) => {
      const row = logits.values.subarray(i * 4, i * 4 + 4)
      return row.indexOf(Math.max(...row)) === label
    })
    expect(right.length / 21).toBeCloseTo(finished.testAccuracy, 12)

    const sampled = JSON.parse(readFileSync(join(request.runFolder, runFiles.attention), 'utf8')) as SampledMaps
    expect(sampled.indices).toEqual(Array.from({ length: 12 }, (_, i) => 60 + i))
    expect(sampled.maps).toHaveLength(12)
    expect(sampled.answers[0]!.answer).toBe(0)
  })

  test('is the same bit for bit when run again, and another for another seed', async () => {
    const [first, second, other] = [tinyRequest(dataset), tinyRequest(dataset), tinyRequest(dataset, { seed: 4 })]
    const metrics = [points(await run(first)), points(await run(second)), points(await run(other))]
    expect(metrics[1]).toEqual(metrics[0])
    expect(metrics[2]).not.toEqual(metrics[0])
    expect(tensors(second.runFolder)).toEqual(tensors(first.runFolder))
  })

  for (const optimizer of [{ id: 'adamw' }, { id: 'sgd', nesterov: true }])
    test(`${optimizer.id}, stopped anywhere and continued, ends as if it had not been`, async () => {
      const variant = { with: { layout: 'tiny', widths: [6, 8, 8] }, insert: [{ at: 'stage3', mechanism: 'multi-head', with: { heads: 2, dropout: 0.1 } }] } as never
      const training = { epochs: 3, optimizer, clipNorm: 1, labelSmoothing: 0.1 }
      const whole = tinyRequest(dataset, { variant, training })
      const wholeMetrics = points(await run(whole))
      const parts = tinyRequest(dataset, { variant, training, resume: true })
      const heard: RunEvent[] = []
      // Stops inside an epoch, during an evaluation and at the very end among others.
      for (const asked of [3, 6, 1, 1, 7]) {
        heard.push(...(await run(parts, asked)))
        expect(last(heard, 'stopped')).toBeDefined()
        expect(heard.some(({ type }) => type === 'finished')).toBe(false)
      }
      heard.push(...(await run(parts)))
      expect(last(heard, 'started').fromStep).toBeGreaterThan(7)
      expect(tensors(parts.runFolder)).toEqual(tensors(whole.runFolder))
      expect(tensors(parts.runFolder, runFiles.predictions)).toEqual(tensors(whole.runFolder, runFiles.predictions))
      expect(points(heard)).toEqual(wholeMetrics)
      expect(readFileSync(join(parts.runFolder, runFiles.attention), 'utf8')).toBe(readFileSync(join(whole.runFolder, runFiles.attention), 'utf8'))
    })

  test('compiled and op by op agree', async () => {
    const [compiled, eager] = [tinyRequest(dataset), tinyRequest(dataset)]
    const losses = (events: RunEvent[]) => points(events).filter(({ metric }) => metric === 'train/loss').map(({ value }) => value)
    const [a, b] = [losses(await run(compiled)), losses(await run(eager, Infinity, { compile: eagerProgram }))]
    a.forEach((loss, i) => expect(Math.abs(loss - b[i]!) / loss).toBeLessThan(1e-4))
  })

  test('read from disk batch by batch is the same', async () => {
    const [resident, streamed] = [tinyRequest(dataset), tinyRequest(dataset)]
    const metrics = [points(await run(resident)), points(await run(streamed, Infinity, { largestResident: 100 }))]
    expect(metrics[1]).toEqual(metrics[0])
    expect(tensors(streamed.runFolder)).toEqual(tensors(resident.runFolder))
  })

  test('ends after the given number of steps', async () => {
    const events = await run(tinyRequest(dataset, { training: { steps: 10, evaluateEvery: 5 } }))
    expect(last(events, 'finished').step).toBe(10)
    expect(points(events).filter(({ metric }) => metric.startsWith('test/')).map(({ step }) => step)).toEqual([10, 10])
  })

  test('a batch larger than the dataset is cut to it', async () => {
    expect(last(await run(tinyRequest(dataset, { training: { epochs: 1, batch: 500 } })), 'started')).toMatchObject({ steps: 1, stepsPerEpoch: 1 })
  })
})

describe('what goes wrong', () => {
  const problem = async (request: TrainRequest) => problemOf(await run(request).then(() => null, (error: unknown) => error))

  test('a loss that is not a number stops the run, names the step and keeps the last good checkpoint', async () => {
    const good = tinyRequest(dataset, { training: { epochs: 4, optimizer: { id: 'sgd', learningRate: 1e30 }, schedule: { id: 'constant', warmupEpochs: 2 } }, resume: true })
    // The first step of the warm-up is already large; a checkpoint before it stands for the last good one.
    await run(good, 0)
    const before = tensors(good.runFolder)
    const found = await problem(good)
    expect(found).toMatchObject({ kind: 'diverged', code: 'training.diverged' })
    expect(found.params['step']).toBeGreaterThan(0)
    expect(tensors(good.runFolder)).toEqual(before)
    expect(existsSync(join(good.runFolder, runFiles.predictions))).toBe(false)
  })

  test('a truncated checkpoint', async () => {
    const request = tinyRequest(dataset, { resume: true })
    await run(request, 3)
    truncateSync(join(request.runFolder, runFiles.checkpoint), 500)
    expect(await problem(request)).toMatchObject({ kind: 'unreadable', code: 'training.file-damaged' })
  })

  test('a checkpoint of another model, and one of other settings', async () => {
    const request = tinyRequest(dataset, { resume: true })
    await run(request, 3)
    const other = tinyRequest(dataset, { resume: true, variant: { with: { layout: 'tiny', widths: [6, 8, 10] } } })
    await run(other, 3)
    copyFileSync(join(request.runFolder, runFiles.checkpoint), join(other.runFolder, runFiles.checkpoint))
    expect(await problem(other)).toMatchObject({ code: 'training.checkpoint-mismatch' })
    expect(await problem(tinyRequest(dataset, { resume: true, seed: 9, runFolder: request.runFolder }))).toMatchObject({ kind: 'conflict', code: 'training.checkpoint-of-another-run' })
  })

  test('too little memory', async () => {
    const compile: SessionOptions['compile'] = (entries) => ({ ...eagerProgram(entries), run: () => { throw new Error('Session fail to run with error: OOM when allocating tensor') } })
    const found = await run(tinyRequest(dataset), Infinity, { compile }).then(() => null, (error: unknown) => problemOf(error))
    expect(found).toMatchObject({ kind: 'unavailable', code: 'training.out-of-memory', params: { batch: 8 } })
  })

  test('a model that does not exist', async () => expect(await problem(tinyRequest(dataset, { variant: { model: 'none' } }))).toMatchObject({ code: 'engine.model-unknown' }))
})
