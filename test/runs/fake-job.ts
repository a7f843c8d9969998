/**
 * A job that speaks engine/protocol.ts without an engine. The name of the variant says how it behaves:
 * finish, crash, abort, hang, slow, garbage, diverge, deaf (does not hear a stop), half (no predictions), linger (stays after its end).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineReply, EngineRequest, InferenceRequest, TrainRequest } from '../../main/engine/protocol.ts'
import type { RunEvent } from '../../preload/contract/run.ts'
import { finished, losses, started } from '../store/fixture.ts'

const say = (reply: EngineReply) => process.send!(reply)
const tell = (event: RunEvent) => say({ type: 'event', event })
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const leave = (event: RunEvent) => process.send!({ type: 'event', event } satisfies EngineReply, undefined, undefined, () => process.exit(0))
let stopping = false

process.on('disconnect', () => process.exit())
process.on('message', (message) => {
  const request = message as EngineRequest
  if (request.type === 'stop') stopping = true
  else if (request.type === 'cancel') say({ type: 'error', id: request.id, problem: { kind: 'stopped', code: 'tasks.cancelled', params: {} } })
  else if (request.type === 'train') void train(request)
  else answer(request)
})

export function writePredictions(folder: string, seed: number): void {
  const arrays = [Float32Array.from({ length: 20 }, (_, i) => ((i * 7 + seed) % 5) / 5), Int32Array.from({ length: 10 }, (_, i) => i % 2), Int32Array.from({ length: 10 }, (_, i) => i + 100)]
  const header = JSON.stringify({
    logits: { dtype: 'F32', shape: [10, 2], data_offsets: [0, 80] }, labels: { dtype: 'I32', shape: [10], data_offsets: [80, 120] }, indices: { dtype: 'I32', shape: [10], data_offsets: [120, 160] },
  })
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  writeFileSync(join(folder, 'predictions.safetensors'), Buffer.concat([length, Buffer.from(header), ...arrays.map((a) => Buffer.from(a.buffer))]))
}

async function train({ config, datasetFolder, runFolder, resume }: TrainRequest): Promise<void> {
  const how = config.variant.id
  mkdirSync(runFolder, { recursive: true })
  const checkpoint = join(runFolder, 'checkpoint.safetensors')
  const fromStep = resume && existsSync(checkpoint) ? Number(readFileSync(checkpoint, 'utf8')) : 0
  const manifest = join(datasetFolder, 'manifest.json')
  const start = started as Extract<RunEvent, { type: 'started' }>
  const environment = { ...start.environment, ...(existsSync(manifest) ? { datasetFingerprint: String(JSON.parse(readFileSync(manifest, 'utf8')).fingerprint) } : {}) }
  tell({ ...start, environment, fromStep })
  for (let step = fromStep; step < 100; step += 10) {
    tell(losses(step, step + 10))
    tell({ type: 'progress', step: step + 10, steps: 100, epoch: step / 10 + 1, imagesPerSecond: 500, secondsLeft: (90 - step) / 100, memoryBytes: 1e8 })
    if (stopping && how !== 'deaf') {
      writeFileSync(checkpoint, String(step + 10))
      tell({ type: 'checkpoint', step: step + 10, file: checkpoint })
      return void leave({ type: 'stopped', step: step + 10, seconds: 1 })
    }
    await wait(how === 'slow' || how === 'deaf' ? 60 : 5)
    if (step < 50) continue
    if (how === 'crash') process.exit(7)
    if (how === 'abort') process.kill(process.pid, 'SIGSEGV')
    if (how === 'hang') await wait(1e9)
    if (how === 'garbage') process.send!({ type: 'event', event: { type: 'progress', step: 'many' } })
    if (how === 'diverge') return void leave({ type: 'failed', step, problem: { kind: 'diverged', code: 'training.loss-diverged', params: { step } } })
  }
  if (how !== 'half') writePredictions(runFolder, config.seed)
  if (how === 'linger') tell(finished)
  else leave(finished)
}

function answer(request: InferenceRequest): void {
  if (request.type === 'about') say({ type: 'reply', id: request.id, value: { tensorflow: '2.21.0', device: { kind: 'cpu', name: String(process.pid) }, memoryBytes: 1 } })
  else if (request.type === 'latency') {
    say({ type: 'progress', id: request.id, done: 0.5 })
    say({ type: 'reply', id: request.id, value: request.runs.map((_, i) => ({ milliseconds: i + 1, low: i + 0.9, high: i + 1.1, passes: 30, device: 'fake' })) })
    // Never comes to an end.
  } else if (request.type === 'faithfulness') say({ type: 'progress', id: request.id, done: 0.25 })
  else if (request.type !== 'cost') say({ type: 'error', id: request.id, problem: { kind: 'invalid', code: 'runs.mixed-classes', params: {} } })
  else if (request.classes === 13) process.exit(1)
  else if (request.classes !== 99) say({ type: 'reply', id: request.id, value: { parameters: request.classes, macs: 1, macsWithoutAttentionProducts: 1, attentionShare: 0, activationBytes: 1 } })
}
