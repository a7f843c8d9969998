/** Weights of the epochs: which are kept, what they answer, and that nothing about a run depends on them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../../preload/contract/errors.ts'
import type { RunEvent } from '../../../preload/contract/run.ts'
import { loadTrainedRun } from '../../../main/engine/inference/trained.ts'
import { runFiles, snapshotStep, type TrainRequest } from '../../../main/engine/protocol.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import type { Program } from '../../../main/engine/tensorflow/program.ts'
import { train } from '../../../main/engine/training/loop.ts'
import { readTensors } from '../../../main/engine/training/safetensors.ts'
import { createSnapshots, snapshotPath, snapshotSteps, spread } from '../../../main/engine/training/snapshots.ts'
import { continueFrom } from '../../../main/runs/extend.ts'
import { snapshotSteps as keptSteps } from '../../../main/runs/snapshots.ts'
import { tinyDataset, tinyRequest } from './tiny-dataset.ts'

beforeAll(() => loadTensorFlow())
const dataset = tinyDataset()
const environment = { fovea: '0', node: '0', tensorflow: '0', device: '', cores: 1, memoryBytes: 1, platform: '' }

async function run(request: TrainRequest, asked = Infinity): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  await train(request, { emit: (event) => events.push(event), stopRequested: () => asked-- <= 0, environment })
  return events
}
const logits = (folder: string, step?: number) => {
  const trained = loadTrainedRun(folder)
  try {
    return [...trained.answer(dataset.images.slice(0, 64), null, 1, { methods: [], step }).logits]
  } finally {
    trained.dispose()
  }
}

describe('which steps', () => {
  test('first and last, and epochs between them as even as they come', () => {
    expect(snapshotSteps(70, 7, 9)).toEqual([0, 7, 21, 28, 35, 42, 56, 63, 70])
    expect(snapshotSteps(14, 7, 9)).toEqual([0, 7, 14])
    expect(snapshotSteps(3200, 32, 9)).toHaveLength(9)
    expect(snapshotSteps(10, 7, 9)).toEqual([0, 7, 10])
    expect(snapshotSteps(3, 7, 9)).toEqual([0, 3])
  })
  test('fewer of a large model, and none of one of which two are too many', () => {
    expect(snapshotSteps(70, 7, 3)).toEqual([0, 35, 70])
    expect(snapshotSteps(70, 7, 2)).toEqual([0, 70])
    expect(snapshotSteps(70, 7, 1)).toEqual([])
  })
  test('a run that goes on for longer keeps the nearest to what it wants now', () => {
    expect(spread([0, 7, 14, 21, 28], [0, 14, 28, 42, 56])).toEqual([0, 14, 28])
    expect(spread([0, 28, 56], [0, 14, 28, 42, 56])).toEqual([0, 28, 56])
  })
})

describe('a run', () => {
  test('keeps them, and answers with each; the last are its own weights, the first those it began with', async () => {
    const request = tinyRequest(dataset, { training: { epochs: 3 } })
    await run(request)
    expect(await keptSteps(request.runFolder)).toEqual([0, 7, 14, 21])
    const at = [0, 7, 14, 21].map((step) => logits(request.runFolder, step))
    expect(at[3]).toEqual(logits(request.runFolder))
    expect(new Set(at.map((row) => row.join())).size).toBe(4)
    const untrained = tinyRequest(dataset, { training: { epochs: 3 } })
    await run(untrained, 0)
    expect(at[0]).toEqual(logits(untrained.runFolder))

    const trained = loadTrainedRun(request.runFolder)
    const ask = (step?: number) => [...trained.answer(dataset.images.slice(0, 64), null, 1, { methods: [], step }).logits]
    expect([ask(7), ask(), ask(0), ask(0)]).toEqual([at[1], at[3], at[0], at[0]])
    expect(problemOf(catching(() => ask(8)))).toMatchObject({ kind: 'not-found', code: 'training.snapshot-missing', params: { step: 8 } })
    expect(ask()).toEqual(at[3])
    trained.dispose()
  })

  test('its maps at an epoch are those of a run that ended there', async () => {
    const variant = { model: 'vit', with: { patch: 2, width: 8, depth: 2, heads: 2 } } as never
    const [long, short] = [{ epochs: 2, schedule: { id: 'constant', warmupEpochs: 0 } }, { epochs: 1, schedule: { id: 'constant', warmupEpochs: 0 } }].map((training) => tinyRequest(dataset, { variant, training }))
    await run(long!)
    await run(short!)
    const methods = ['attention', 'rollout', 'relevance', 'grad-cam', 'integrated-gradients'] as const
    const [a, b] = [loadTrainedRun(long!.runFolder), loadTrainedRun(short!.runFolder)]
    const image = dataset.images.slice(64, 128)
    const now = a.answer(image, null, 1, { methods }).maps
    expect(a.answer(image, null, 1, { methods, step: 7 }).maps).toEqual(b.answer(image, null, 1, { methods }).maps)
    expect(a.answer(image, null, 1, { methods }).maps).toEqual(now)
    a.dispose()
    b.dispose()
  })

  test('still going, without a checkpoint yet, can be asked at its epochs alone', async () => {
    const request = tinyRequest(dataset)
    await run(request)
    const then = logits(request.runFolder, 7)
    rmSync(join(request.runFolder, runFiles.checkpoint))
    expect(logits(request.runFolder, 7)).toEqual(then)
    expect(problemOf(catching(() => logits(request.runFolder)))).toMatchObject({ code: 'training.file-unreadable' })
  })

  test('stopped and continued leaves the same ones; what was to come is gone when it begins anew', async () => {
    const whole = tinyRequest(dataset, { training: { epochs: 3 } })
    await run(whole)
    const parts = tinyRequest(dataset, { training: { epochs: 3 }, resume: true })
    for (const asked of [0, 9, 4]) await run(parts, asked)
    await run(parts)
    expect(await keptSteps(parts.runFolder)).toEqual([0, 7, 14, 21])
    for (const step of [0, 7, 14, 21]) expect(readFileSync(snapshotPath(parts.runFolder, step))).toEqual(readFileSync(snapshotPath(whole.runFolder, step)))
    await run({ ...whole, resume: false }, 8)
    expect(await keptSteps(whole.runFolder)).toEqual([0, 7])
  })

  test('that goes on from another has that one’s too, spread over both', async () => {
    const parent = tinyRequest(dataset, { training: { epochs: 8 } })
    await run(parent)
    expect(await keptSteps(parent.runFolder)).toHaveLength(9)
    const folder = mkdtempSync(join(tmpdir(), 'fovea-test-run-'))
    const child = { ...parent, runFolder: folder, resume: true, config: { ...parent.config, training: { ...parent.config.training, added: [8] } } }
    await continueFrom(parent.runFolder, folder, child.config)
    await run(child)
    const steps = await keptSteps(folder)
    expect(steps).toEqual([0, 14, 28, 42, 56, 70, 84, 98, 112])
    expect(readFileSync(snapshotPath(folder, 28))).toEqual(readFileSync(snapshotPath(parent.runFolder, 28)))
    expect(logits(folder, 112)).toEqual(logits(folder))
  })

  test('goes on when the disk takes none, and says so', async () => {
    const request = tinyRequest(dataset)
    // No folder can be made where a file stands, as none can be on a full disk.
    writeFileSync(join(request.runFolder, runFiles.snapshots), '')
    const events = await run(request)
    expect(events.at(-1)).toMatchObject({ type: 'finished' })
    const said = events.flatMap((event) => (event.type === 'log' ? [event] : []))
    expect(said[0]).toMatchObject({ level: 'warning', message: expect.stringContaining('could not be kept'), problem: { code: 'training.snapshot-unwritten' } })
    const untroubled = tinyRequest(dataset)
    await run(untroubled)
    const weights = (folder: string) => readTensors(join(folder, runFiles.checkpoint)).tensors
    expect(weights(request.runFolder)).toEqual(weights(untroubled.runFolder))
  })
})

test('a model too large for two says that none are kept, once', () => {
  const runFolder = mkdtempSync(join(tmpdir(), 'fovea-test-run-'))
  const said: RunEvent[] = []
  const weights = [{ name: 'w', shape: [3000, 3000] }] as never
  const options = { runFolder, program: {} as Program, weights, steps: 70, stepsPerEpoch: 7, emit: (event: RunEvent) => { said.push(event) } }
  const snapshots = createSnapshots({ ...options, from: 0 })
  ;[0, 7, 70].forEach((step) => snapshots.reach(step))
  createSnapshots({ ...options, from: 35 })
  expect(said).toEqual([expect.objectContaining({ type: 'log', level: 'info', problem: expect.objectContaining({ params: { megabytes: 34, most: 64 } }) })])
  expect(existsSync(join(runFolder, runFiles.snapshots))).toBe(false)
})

test('weights that are not finite are not kept', () => {
  const runFolder = mkdtempSync(join(tmpdir(), 'fovea-test-run-'))
  const program = { read: () => [Float32Array.of(1, NaN)] } as unknown as Program
  createSnapshots({ runFolder, program, weights: [{ name: 'w', shape: [2] }] as never, steps: 7, stepsPerEpoch: 7, from: 0, emit: () => {} }).reach(0)
  expect(existsSync(join(runFolder, runFiles.snapshots)) ? readdirSync(join(runFolder, runFiles.snapshots)).map(snapshotStep) : []).toEqual([])
})

function catching(body: () => unknown): unknown {
  try {
    body()
  } catch (error) {
    return error
  }
  return null
}
