/** One warm engine process that answers: started when first asked, again after it ended, ended when nobody asks any more. */
import type { TextShape } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { Flow, SizedCost } from '../../preload/contract/flow.ts'
import type { Faithfulness, Latency } from '../../preload/contract/measure.ts'
import type { Variant } from '../../preload/contract/plan.ts'
import type { Cost, RunConfig, RunTime } from '../../preload/contract/run.ts'
import type { About, AskedRun, EngineReply, EngineRequest, InferenceRequest, MatchedVariant, RunAnswers } from '../engine/protocol.ts'
import type { JobProcess, Launch } from './processes.ts'

export interface Inference {
  about(): Promise<About>
  cost(variant: Variant, input: [number, number, number], classes: number, text?: TextShape): Promise<Cost>
  match(request: Pick<Extract<InferenceRequest, { type: 'match' }>, 'variant' | 'quantity' | 'target' | 'input' | 'classes' | 'text'>): Promise<MatchedVariant>
  /** Of one run of it, from a few steps. */
  time(config: RunConfig, datasetFolder: string): Promise<RunTime>
  /** Of a mechanism alone on a map, and on square maps of several sides. */
  flow(request: Pick<Extract<InferenceRequest, { type: 'flow' }>, 'mechanism' | 'with' | 'map'>): Promise<Flow>
  costs(request: Pick<Extract<InferenceRequest, { type: 'costs' }>, 'mechanism' | 'with' | 'channels' | 'sides'>): Promise<SizedCost[]>
  answer(request: Pick<Extract<InferenceRequest, { type: 'answer' }>, 'runs' | 'images' | 'captions' | 'shape' | 'maps' | 'methods'>): Promise<RunAnswers[]>
  latency(runs: AskedRun[], work?: Work): Promise<Latency[]>
  faithfulness(run: AskedRun, datasetFolder: string, images: number, work?: Work): Promise<Faithfulness>
  close(): void
}
/** Of a measurement: how far it is, 0..1, and how to end it before. */
export interface Work { signal?: AbortSignal | undefined; onProgress?: ((done: number) => void) | undefined }
export interface InferenceOptions {
  launch: Launch
  /** Milliseconds until an answer counts as missing; and without questions until the process is let go. */
  timeout?: number
  idle?: number
}

// Written out, for Omit over a union keeps only what all its members share.
type Question = InferenceRequest extends infer R ? (R extends InferenceRequest ? Omit<R, 'id'> : never) : never
interface Waiting { resolve(value: unknown): void; reject(error: Error): void; timer: NodeJS.Timeout; onProgress: Work['onProgress'] }

const thrown = ({ kind, code, params }: Problem) => new FoveaError(kind, code, params)

export function createInference({ launch, timeout = 180_000, idle = 300_000 }: InferenceOptions): Inference {
  let current: { process: JobProcess; waiting: Map<number, Waiting> } | null = null
  let idleTimer: NodeJS.Timeout | undefined
  let lastId = 0

  function settle(waiting: Map<number, Waiting>, id: number): Waiting | undefined {
    const one = waiting.get(id)
    waiting.delete(id)
    clearTimeout(one?.timer)
    if (waiting.size === 0) {
      // A reply that nobody waits for any more comes here, too.
      clearTimeout(idleTimer)
      idleTimer = setTimeout(end, idle).unref()
    }
    return one
  }
  function end(): void {
    clearTimeout(idleTimer)
    const ending = current
    current = null
    ending?.process.kill()
    for (const id of [...(ending?.waiting.keys() ?? [])]) settle(ending!.waiting, id)?.reject(new FoveaError('unavailable', 'inference.ended'))
  }
  function start(): NonNullable<typeof current> {
    const started = { process: launch('engine-job'), waiting: new Map<number, Waiting>() }
    started.process.onMessage((message) => {
      const reply = message as EngineReply
      if (reply.type === 'reply') settle(started.waiting, reply.id)?.resolve(reply.value)
      else if (reply.type === 'progress') {
        const one = started.waiting.get(reply.id)
        one?.timer.refresh()
        one?.onProgress?.(reply.done)
      } else if (reply.type === 'error' && reply.id !== null) settle(started.waiting, reply.id)?.reject(thrown(reply.problem))
    })
    started.process.onExit(() => {
      if (current === started) end()
    })
    return started
  }
  function ask<T>(question: Question, { signal, onProgress }: Work = {}): Promise<T> {
    clearTimeout(idleTimer)
    const { process, waiting } = (current ??= start())
    const id = ++lastId
    const cancel = () => {
      process.send({ type: 'cancel', id } satisfies EngineRequest)
      settle(waiting, id)?.reject(new FoveaError('stopped', 'tasks.cancelled'))
    }
    signal?.addEventListener('abort', cancel, { once: true })
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle(waiting, id)?.reject(new FoveaError('unavailable', 'inference.slow', { seconds: Math.round(timeout / 1000) }))
        if (current?.waiting === waiting) end()
      }, timeout)
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, timer, onProgress })
      process.send({ ...question, id })
    }).finally(() => signal?.removeEventListener('abort', cancel))
  }
  return {
    about: () => ask<About>({ type: 'about' }),
    cost: (variant, input, classes, text) => ask<Cost>({ type: 'cost', variant, input, classes, text }),
    match: (request) => ask<MatchedVariant>({ type: 'match', ...request }),
    time: (config, datasetFolder) => ask<RunTime>({ type: 'time', config, datasetFolder }),
    flow: (request) => ask<Flow>({ type: 'flow', ...request }),
    costs: (request) => ask<SizedCost[]>({ type: 'costs', ...request }),
    answer: (request) => ask<RunAnswers[]>({ type: 'answer', ...request }),
    latency: (runs, work) => ask<Latency[]>({ type: 'latency', runs }, work),
    faithfulness: (run, datasetFolder, images, work) => ask<Faithfulness>({ type: 'faithfulness', run, datasetFolder, images }, work),
    close: end,
  }
}
