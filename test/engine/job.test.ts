/** The engine process itself, as main starts it: a run of two epochs, a stop and a continuation, questions, and what goes wrong. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RunEvent } from '../../preload/contract/run.ts'
import { unpack } from '../../preload/contract/text.ts'
import { AttentionMap } from '../../preload/contract/inspect.ts'
import { entryFile } from '../../main/entries.ts'
import { runFiles, type About, type EngineReply, type EngineRequest, type RunAnswers } from '../../main/engine/protocol.ts'
import { readTensors } from '../../main/engine/training/safetensors.ts'
import { tinyDataset, tinyRequest } from './training/tiny-dataset.ts'

const children: ChildProcess[] = []
function start() {
  const child = fork(entryFile('engine-job'), { serialization: 'advanced', stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  children.push(child)
  const replies: EngineReply[] = []
  const waiting: (() => void)[] = []
  child.on('message', (reply: EngineReply) => {
    replies.push(reply)
    waiting.forEach((wake) => wake())
  })
  const find = async (fits: (reply: EngineReply) => boolean) => {
    for (;;) {
      const found = replies.find(fits)
      if (found) return found
      await new Promise<void>((wake) => waiting.push(wake))
    }
  }
  const send = (request: EngineRequest) => void child.send(request)
  return {
    child, replies, send, find,
    ask: async <T>(request: Extract<EngineRequest, { id: number }>): Promise<T> => {
      send(request)
      const reply = await find((r) => r.type !== 'event' && r.id === request.id)
      if (reply.type === 'error') throw Object.assign(new Error(reply.problem.code), { problem: reply.problem })
      return (reply as unknown as { value: T }).value
    },
    ended: once(child, 'exit').then(([code]) => code as number | null),
    events: () => replies.flatMap((reply) => (reply.type === 'event' ? [RunEvent.parse(reply.event)] : [])),
  }
}
afterEach(() => children.splice(0).forEach((child) => child.kill()))

const dataset = tinyDataset()

describe('a run', () => {
  test('two epochs: events as the contract says, files, exit 0', async () => {
    const request = tinyRequest(dataset)
    const job = start()
    job.send(request)
    expect(await job.ended).toBe(0)
    const events = job.events()
    expect(events[0]!.type).toBe('started')
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 14 })
    expect(events[0]).toMatchObject({ environment: { node: process.versions.node, fovea: expect.stringMatching(/^\d/), tensorflow: expect.stringMatching(/^\d/) } })
    expect(readTensors(join(request.runFolder, runFiles.predictions)).tensors.get('logits')!.shape).toEqual([21, 4])
  })

  test('stopped and continued in another process equals one that was not stopped', async () => {
    const training = { epochs: 30 }
    const [parts, whole] = [tinyRequest(dataset, { training }), tinyRequest(dataset, { training })]
    const first = start()
    first.send(parts)
    await first.find((reply) => reply.type === 'event' && reply.event.type === 'metrics')
    first.send({ type: 'stop' })
    expect(await first.ended).toBe(0)
    const stopped = first.events().at(-1)!
    expect(stopped.type).toBe('stopped')
    for (const request of [{ ...parts, resume: true }, whole]) {
      const job = start()
      job.send(request)
      expect(await job.ended).toBe(0)
      expect(job.events().at(-1)!.type).toBe('finished')
      if (request !== whole) expect(job.events()[0]).toMatchObject({ fromStep: (stopped as { step: number }).step })
    }
    expect(readTensors(join(parts.runFolder, runFiles.checkpoint)).tensors).toEqual(readTensors(join(whole.runFolder, runFiles.checkpoint)).tensors)
  })

  test('whose dataset is gone fails with words and exits 0', async () => {
    const job = start()
    job.send({ ...tinyRequest(dataset), datasetFolder: '/nowhere/at/all' })
    expect(await job.ended).toBe(0)
    expect(job.events()).toEqual([{ type: 'failed', step: 0, problem: { kind: 'not-found', code: 'training.dataset-missing', params: { folder: '/nowhere/at/all' } } }])
  })

  test('that diverges names the step', async () => {
    const job = start()
    job.send(tinyRequest(dataset, { training: { optimizer: { id: 'sgd', learningRate: 1e30 }, schedule: { id: 'constant', warmupEpochs: 0 } } }))
    await job.ended
    const failed = job.events().at(-1)!
    expect(failed).toMatchObject({ type: 'failed', problem: { code: 'training.diverged' } })
    expect(failed).toMatchObject({ step: (failed as Extract<RunEvent, { type: 'failed' }>).problem.params['step'] })
  })

  test('keeps what it has and ends when nobody listens any more', async () => {
    const request = tinyRequest(dataset, { training: { epochs: 5000 } })
    const job = start()
    job.send(request)
    await job.find((reply) => reply.type === 'event' && reply.event.type === 'metrics')
    job.child.disconnect()
    expect(await job.ended).toBe(0)
    expect(Number(readTensors(join(request.runFolder, runFiles.checkpoint)).metadata['step'])).toBeGreaterThan(0)
  })
})

describe('questions', () => {
  const plain = tinyRequest(dataset, { training: { epochs: 8 } })
  const attending = tinyRequest(dataset, { training: { epochs: 8 }, variant: { insert: [{ at: 'stage3', mechanism: 'multi-head', with: { heads: 2 } }], with: { layout: 'tiny', widths: [6, 8, 8] } } as never })
  beforeAll(async () => {
    for (const request of [plain, attending]) {
      const job = start()
      job.send(request)
      await job.ended
    }
  })
  const runs = [{ runId: 'plain', runFolder: plain.runFolder }, { runId: 'attending', runFolder: attending.runFolder }]
  let service: ReturnType<typeof start>
  const images = (count: number) => dataset.images.slice(60 * 64, (60 + count) * 64)
  const ask = (id: number, count: number, maps = true) => service.ask<RunAnswers[]>({ id, type: 'answer', runs, images: images(count), shape: [count, 8, 8, 1], maps })
  beforeAll(() => void (service = start()))
  afterAll(() => void service.child.kill())
  // The service lives through all tests of this part.
  beforeAll(() => void children.splice(0))

  test('about the machine', async () => {
    const about = await service.ask<About>({ id: 1, type: 'about' })
    expect(about.memoryBytes).toBeGreaterThan(1e8)
    expect(about.tensorflow).toMatch(/^\d/)
  })

  test('about the cost of a variant, and of one that cannot be built', async () => {
    const cost = await service.ask({ id: 2, type: 'cost', variant: attending.config.variant, input: [32, 32, 3], classes: 10 })
    expect(cost).toMatchObject({ parameters: expect.any(Number), attentionShare: expect.any(Number) })
    expect((cost as { attentionShare: number }).attentionShare).toBeGreaterThan(0)
    await expect(service.ask({ id: 3, type: 'cost', variant: { ...plain.config.variant, model: 'none' }, input: [32, 32, 3], classes: 10 })).rejects.toThrow('engine.model-unknown')
  })

  for (const count of [1, 3, 21])
    test(`about ${count} images: the answers of the runs' own predictions, with maps that sum to 1`, async () => {
      const answers = await ask(10 + count, count)
      expect(answers.map(({ runId }) => runId)).toEqual(['plain', 'attending'])
      answers.forEach(({ logits, milliseconds, maps }, r) => {
        const own = readTensors(join(runs[r]!.runFolder, runFiles.predictions)).tensors.get('logits')!.values
        expect(logits).toHaveLength(count * 4)
        logits.forEach((logit, i) => expect(Math.abs(logit - own[i]!)).toBeLessThan(1e-4))
        expect(milliseconds).toHaveLength(count)
        expect(Math.min(...milliseconds)).toBeGreaterThan(0)
        expect(maps).toHaveLength(count)
        for (const map of maps.flat().map((m) => AttentionMap.parse(m))) {
          expect(map.kind).toBe(r === 0 ? 'grad-cam' : 'attention')
          const [heads, queries, keys] = map.weights.shape as [number, number, number]
          expect([heads, keys]).toEqual([map.heads, map.keyGrid[0] * map.keyGrid[1] + map.extra])
          const weights = unpack(map.weights) as Float32Array
          for (let row = 0; row < heads * queries; row++) expect(weights.subarray(row * keys, (row + 1) * keys).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4)
        }
      })
      expect(answers[1]!.maps.every((own) => own.length === 1)).toBe(true)
    })

  test('without maps none are made', async () => expect((await ask(50, 2, false)).map(({ maps }) => maps)).toEqual([[[], []], [[], []]]))

  test('about images of another size, a missing run and a damaged one', async () => {
    const one = (id: number, folder: string, shape: [number, number, number, number]) => service.ask({ id, type: 'answer', runs: [{ runId: 'x', runFolder: folder }], images: new Uint8Array(shape.reduce((a, b) => a * b)), shape, maps: false })
    await expect(one(60, plain.runFolder, [1, 9, 8, 1])).rejects.toThrow('training.image-shape')
    await expect(one(61, '/nowhere', [1, 8, 8, 1])).rejects.toThrow('training.file-unreadable')
    truncateSync(join(plain.runFolder, runFiles.checkpoint), 300)
    await expect(one(62, plain.runFolder, [1, 8, 8, 1])).rejects.toThrow('training.file-damaged')
    rmSync(plain.runFolder, { recursive: true })
    await expect(one(63, plain.runFolder, [1, 8, 8, 1])).rejects.toThrow('training.file-unreadable')
  })

  test('a stop ends it', async () => {
    service.send({ type: 'stop' })
    expect(await service.ended).toBe(0)
  })
})
