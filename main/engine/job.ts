/**
 * Entry of an engine process (protocol.ts). The first message decides what it is: a 'train' request makes it one run, which
 * ends the process; anything else makes it stay and answer. Whatever is thrown becomes a problem with words.
 */
import { problemOf, type Problem } from '../../preload/contract/errors.ts'
import { openChannel } from '../parent-channel.ts'
import { aboutOf, environmentOf } from './environment.ts'
import { costOfVariant, matchVariant } from './inference/cost.ts'
import { mechanismCosts, mechanismFlow } from './inference/mechanism-cost.ts'
import { createWarmRuns } from './inference/warm.ts'
import { faithfulnessOf } from './measures/faithfulness.ts'
import { latencyOf } from './measures/latency.ts'
import { createTurns } from './measures/turns.ts'
import { stepBack } from './priority.ts'
import type { EngineReply, EngineRequest, InferenceRequest, TrainRequest } from './protocol.ts'
import { loadTensorFlow } from './tensorflow/load.ts'
import { calibrate } from './training/calibration.ts'
import { train } from './training/loop.ts'

const channel = openChannel<EngineRequest, EngineReply>()
const warm = createWarmRuns()
const turns = createTurns((id, done) => channel.send({ type: 'progress', id, done }))
let role: 'train' | 'answer' | null = null
let stopping = false

channel.onRequest((request) => {
  if (request.type === 'stop') return stop()
  if (request.type === 'cancel') return turns.cancel(request.id)
  if (request.type === 'train') {
    if (role) return channel.send({ type: 'error', id: null, problem: { kind: 'conflict', code: 'training.process-taken', params: {} } })
    role = 'train'
    stepBack()
    void run(request)
  } else {
    role ??= 'answer'
    void answer(request)
  }
})
// Nobody listens any more: a run keeps what it has and ends.
channel.onClosed(stop)

function stop(): void {
  stopping = true
  if (role !== 'train') process.exit(0)
}

async function run(request: TrainRequest): Promise<void> {
  let step = 0
  const emit = (event: Extract<EngineReply, { type: 'event' }>['event']) => {
    if (event.type === 'progress') step = event.step
    channel.send({ type: 'event', event })
  }
  try {
    const environment = environmentOf(await loadTensorFlow())
    await train(request, { emit, environment, stopRequested: () => stopping })
  } catch (error) {
    const problem = problemOf(error)
    logInternal(problem, error)
    emit({ type: 'failed', step: stepOf(problem) ?? step, problem })
  }
  channel.exit()
}

/** Where the words do not help, the stack goes to the log. */
function logInternal({ kind }: Problem, error: unknown): void {
  if (kind === 'internal') process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

const stepOf = ({ params }: Problem): number | null => (typeof params['step'] === 'number' ? params['step'] : null)

async function answer(request: InferenceRequest): Promise<void> {
  try {
    channel.send({ type: 'reply', id: request.id, value: await valueOf(request) })
  } catch (error) {
    const problem = problemOf(error)
    logInternal(problem, error)
    channel.send({ type: 'error', id: request.id, problem })
  }
}

async function valueOf(request: InferenceRequest) {
  const loading = loadTensorFlow()
  // Known from its first moment, for it may be given up while TensorFlow is still being loaded.
  if (request.type === 'latency') return turns.of(request.id, loading.then((loaded) => latencyOf(request.runs, aboutOf(loaded).device.name)))
  if (request.type === 'faithfulness') return turns.of(request.id, loading.then(() => faithfulnessOf(request.run, request.datasetFolder, request.images)))
  const loaded = await loading
  switch (request.type) {
    case 'about':
      return aboutOf(loaded)
    case 'cost':
      return costOfVariant(request.variant, request.input, request.classes, request.text)
    case 'match':
      return matchVariant(request)
    case 'time':
      return calibrate(request.config, request.datasetFolder)
    case 'flow':
      return mechanismFlow(request.mechanism, request.with, request.map)
    case 'costs':
      return mechanismCosts(request.mechanism, request.with, request.channels, request.sides)
    case 'answer':
      return warm.answer(request)
  }
}
