/**
 * One run in one process: its events are written in batches and then handed on; however the process ends, the run ends
 * with 'finished', 'stopped' or 'failed' and the reason.
 */
import { join } from 'node:path'
import type { Problem } from '../../preload/contract/errors.ts'
import { problemOf } from '../../preload/contract/errors.ts'
import { RunEvent } from '../../preload/contract/run.ts'
import type { RunRecord, SequencedEvent } from '../../preload/contract/run.ts'
import { runFiles } from '../engine/protocol.ts'
import type { EngineReply, StopRequest, TrainRequest } from '../engine/protocol.ts'
import type { Store, TimedEvent } from '../store/interface.ts'
import { readPredictionsFile } from './predictions-file.ts'
import type { Launch } from './processes.ts'

export interface Supervision {
  store: Store
  launch: Launch
  publish(runId: string, events: SequencedEvent[]): void
  /** Where the process writes what it prints; named when it crashes. */
  log: string
  /** Milliseconds: between writes; from a stop to the end by force; of silence until the process counts as hung. */
  batch?: number
  grace?: number
  silence?: number
}
export type Progress = Extract<RunEvent, { type: 'progress' }>
export interface RunningJob {
  /** Ends after a checkpoint, or by force when that takes too long. */
  stop(): void
  progress(): Progress | null
  /** Its last word was heard: it trains no more, though its process may take a while to go. */
  isOver(): boolean
  /** Fulfilled when the process is gone and the last event written; rejected when it could not be written. */
  ended: Promise<void>
}

type LastEvent = Extract<RunEvent, { type: 'finished' | 'stopped' | 'failed' }>
const isLast = (event: RunEvent): event is LastEvent => event.type === 'finished' || event.type === 'stopped' || event.type === 'failed'

export function superviseRun(supervision: Supervision, run: RunRecord, folders: { dataset: string; run: string }): RunningJob {
  const { store, publish, log, batch = 100, grace = 30_000, silence = 600_000 } = supervision
  const began = Date.now()
  let waiting: TimedEvent[] = []
  let written: Promise<void> = Promise.resolve()
  let batchTimer: NodeJS.Timeout | null = null
  let progress: Progress | null = null
  let stopping = false
  let last: LastEvent | null = null
  let force: NodeJS.Timeout | null = null

  const process = supervision.launch('engine-job')
  const endWithin = (milliseconds: number) => { force ??= setTimeout(() => process.kill(), milliseconds) }
  const step = () => progress?.step ?? run.step
  const failed = (problem: Problem): LastEvent => ({ type: 'failed', step: step(), problem })

  const write = () => {
    if (batchTimer) clearTimeout(batchTimer)
    batchTimer = null
    const events = waiting
    waiting = []
    if (events.length) written = written.then(async () => publish(run.id, await store.appendEvents(run.id, events)))
    // A history that cannot be written (a full disk) ends the run: what is not kept did not happen.
    written.catch(() => process.kill())
  }
  const conclude = (event: LastEvent) => {
    if (last) return
    last = event
    clearTimeout(silenceTimer)
    const time = Date.now()
    write()
    written = written.then(async () => {
      const final = event.type === 'finished' ? await keepPredictions(event) : event
      publish(run.id, await store.appendEvents(run.id, [{ time, event: final }]))
    })
    written.catch(() => {})
    endWithin(event.type === 'failed' ? 2_000 : 10_000)
  }
  const keepPredictions = async (event: LastEvent): Promise<LastEvent> => {
    try {
      await store.savePredictions(run.id, await readPredictionsFile(join(folders.run, runFiles.predictions)))
      return event
    } catch (error) {
      const problem = problemOf(error)
      if (problem.code !== 'runs.predictions-unreadable') throw error
      return failed(problem)
    }
  }
  const silent = () => {
    conclude(failed({ kind: 'unavailable', code: 'runs.silent', params: { minutes: Math.round(silence / 60_000) } }))
    process.kill()
  }
  let silenceTimer = setTimeout(silent, silence)

  process.onMessage((message) => {
    if (last) return
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(silent, silence)
    const heard = understand(message)
    if (heard.type === 'problem') return conclude(failed(heard.problem))
    if (isLast(heard)) return conclude(heard)
    if (heard.type === 'progress') progress = heard
    waiting.push({ time: Date.now(), event: heard })
    batchTimer ??= setTimeout(write, batch)
  })

  const ended = new Promise<void>((resolve, reject) => {
    process.onExit((code) => {
      if (force) clearTimeout(force)
      if (stopping) conclude({ type: 'stopped', step: step(), seconds: (run.seconds ?? 0) + (Date.now() - began) / 1000 })
      else if (code === null) conclude(failed({ kind: 'internal', code: 'runs.killed', params: {} }))
      else conclude(failed({ kind: 'internal', code: 'runs.crashed', params: { exitCode: code, log } }))
      if (force) clearTimeout(force)
      written.then(resolve, reject)
    })
  })
  // A job that outlived its Fovea may have left a checkpoint that nobody heard of: the folder knows better than the record.
  process.send({ type: 'train', config: run.config, datasetFolder: folders.dataset, runFolder: folders.run, resume: true } satisfies TrainRequest)
  return {
    stop() {
      if (stopping || last) return
      stopping = true
      process.send({ type: 'stop' } satisfies StopRequest)
      endWithin(grace)
    },
    progress: () => progress,
    isOver: () => last !== null,
    ended,
  }
}

/** A process is not trusted to say only what it should. */
function understand(message: unknown): RunEvent | { type: 'problem'; problem: Problem } {
  const reply = message as EngineReply | null
  if (reply?.type === 'error') return { type: 'problem', problem: reply.problem }
  const event = RunEvent.safeParse(reply?.type === 'event' ? reply.event : undefined)
  if (event.success) return event.data
  const issue = event.error.issues[0]
  return { type: 'problem', problem: { kind: 'internal', code: 'runs.bad-message', params: { detail: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() } } }
}
