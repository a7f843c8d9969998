/** Comparisons and their runs: made, queued, stopped, continued, put into the bin, followed. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { DatasetReference, Plan } from '../../preload/contract/plan.ts'
import type { RunRecord, SequencedEvent } from '../../preload/contract/run.ts'
import type { Home } from '../home.ts'
import type { NewRun, RunLabel, Store } from '../store/interface.ts'
import { continueAll, extendedPlan, mustHaveEnded } from './extend.ts'
import { measure, secondsLeft } from './estimate.ts'
import type { Measured } from './estimate.ts'
import { followRun } from './follow.ts'
import { newComparisonId, runId } from './ids.ts'
import type { Launch } from './processes.ts'
import { createQueue } from './queue.ts'
import { superviseRun } from './supervisor.ts'
import type { Supervision } from './supervisor.ts'
import { createTopic } from './topic.ts'

export interface RunsOptions extends Partial<Pick<Supervision, 'batch' | 'grace' | 'silence'>> {
  store: Store
  launch: Launch
  home: Home
  log: string
  /** The folder of a dataset, made when it is missing. */
  datasetFolder(reference: DatasetReference): Promise<string>
  concurrency?: number
}
export interface QueueStatus { comparisonId: string | null; runId: string | null; done: number; total: number; secondsLeft: number | null; imagesPerSecond: number | null; memoryBytes: number | null; paused: boolean }
export type RunService = Awaited<ReturnType<typeof createRuns>>

/** Days that the bin keeps. */
const binDays = 30

/** All variants get the first seed before any gets the second, so that an early look is a fair one. */
export const runsOf = (comparisonId: string, plan: Plan): NewRun[] =>
  plan.seeds.flatMap((seed) => plan.variants.map((variant) => ({
    id: runId(comparisonId, variant.id, seed), variantId: variant.id, seed, config: { variant, dataset: plan.dataset, training: plan.training, seed },
  })))

export async function createRuns(options: RunsOptions) {
  const { store, home, concurrency = 1 } = options
  const live = createTopic<SequencedEvent[]>()
  const changes = createTopic<'state' | 'progress'>()
  const notices: Problem[] = []
  /** Runs whose end the history could not take; it is told again when the queue goes on. */
  let untold: { run: RunRecord; problem: Problem }[] = []
  let measured: Measured = measure([])
  let pending: RunRecord[] = []
  let done = 0
  /** Seconds that the last runs took beside their training. */
  let overhead = 3
  let owned = false

  const folderOf = (id: string) => join(home.runs, id)
  const publish = (id: string, events: SequencedEvent[]) => {
    live.publish(id, events)
    changes.publish('', 'progress')
  }
  const write = async (run: RunRecord, ...events: SequencedEvent['event'][]) => publish(run.id, await store.appendEvents(run.id, events.map((event) => ({ time: Date.now(), event }))))

  const queue = createQueue({
    store, concurrency,
    async start(run) {
      const began = Date.now()
      const job = superviseRun({ ...options, publish }, run, { dataset: await options.datasetFolder(run.config.dataset), run: folderOf(run.id) })
      const measureOverhead = async () => {
        const ended = await store.getRun(run.id)
        if (ended?.state !== 'finished' || run.step > 0) return
        overhead = (overhead + Math.max(0, (Date.now() - began) / 1000 - (ended.seconds ?? 0))) / 2
      }
      return { ...job, ended: job.ended.then(measureOverhead) }
    },
    async onTrouble(error, run) {
      const problem = problemOf(error)
      const told = run ? await write(run, { type: 'failed', step: run.step, problem }).then(() => true, () => false) : false
      if (run && !told) untold.push({ run, problem })
      if (told && problem.kind !== 'no-space') return
      // Nothing more is begun on a full disk or a lost history; it goes on when the user says so.
      queue.pause(true)
      if (!notices.some(({ code }) => code === problem.code)) notices.push(problem)
    },
    onChange: () => void changed().catch(() => {}),
  })

  /** Looks anew at what the status shows. */
  async function look(): Promise<void> {
    const now = await store.pendingRuns()
    const waiting = new Set(now.map(({ id }) => id))
    const comparisons = [...new Set([...pending, ...now].map(({ comparisonId }) => comparisonId))]
    const runs = (await Promise.all(comparisons.map(async (comparisonId) => (await store.listRuns({ comparisonId })).runs))).flat()
    // What was stopped or taken out is gone without being done.
    const ended = new Set(runs.flatMap(({ id, state }) => (state === 'finished' || state === 'failed' ? [id] : [])))
    done = now.length ? done + pending.filter(({ id }) => !waiting.has(id) && ended.has(id)).length : 0
    pending = now
    measured = measure(runs)
    changes.publish('', 'state')
  }
  let looking = Promise.resolve()
  /** Brings what the status shows up to date: one look after another, so that no run is counted twice. */
  function changed(): Promise<void> {
    const looked = looking.then(look)
    looking = looked.catch(() => {})
    return looked
  }
  /** Only one Fovea trains with a home. The first to do so puts right what an earlier one left behind. */
  async function own(): Promise<boolean> {
    if (owned || !(await store.takeQueue())) return owned
    owned = true
    await store.recoverRuns()
    for (const id of await store.purge(Date.now() - binDays * 86_400_000)) await rm(folderOf(id), { recursive: true, force: true })
    return true
  }
  async function mustOwn(): Promise<void> {
    if (!(await own())) throw new FoveaError('conflict', 'runs.other-fovea')
  }
  async function comparisonRuns(id: string): Promise<RunRecord[]> {
    if (!(await store.getComparison(id))) throw new FoveaError('not-found', 'comparisons.unknown', { id })
    return (await store.listRuns({ comparisonId: id })).runs
  }
  async function runOf(id: string): Promise<RunRecord> {
    const run = await store.getRun(id)
    if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
    return run
  }
  async function stopRun(run: RunRecord): Promise<void> {
    if (queue.stop(run.id) || (run.state !== 'queued' && run.state !== 'running')) return
    // It may be another Fovea's: only that one can end its process.
    await mustOwn()
    await write(run, { type: 'stopped', step: run.step, seconds: run.seconds ?? 0 })
  }
  async function mustWait(ids: string[]): Promise<void> {
    await mustOwn()
    const other = (await Promise.all(ids.map(runOf))).find((run) => run.state !== 'queued')
    if (other) throw new FoveaError('conflict', 'runs.not-waiting', { id: other.id, state: other.state })
  }
  async function enqueue(runs: readonly RunRecord[]): Promise<void> {
    await store.setState(runs.map(({ id }) => id), 'queued')
    await changed()
    queue.wake()
  }
  const deterministic = (run: RunRecord) => run.problem?.kind === 'diverged' || run.problem?.kind === 'invalid'

  await own()
  return {
    async createComparison(plan: Plan): Promise<string> {
      await mustOwn()
      const id = newComparisonId()
      await store.createComparison({ id, plan, createdAt: Date.now() }, runsOf(id, plan))
      await changed()
      queue.wake()
      return id
    },
    /** `now`: the running one too, with a checkpoint; else it is finished first. */
    async stopComparison(id: string, now: boolean): Promise<void> {
      const runs = await comparisonRuns(id)
      for (const run of runs) if (run.state === 'queued') await stopRun(run)
      for (const run of runs) if (run.state === 'running' && now) await stopRun(run)
      await changed()
    },
    /** What was stopped or failed, but for what would only fail again the same way. */
    async resumeComparison(id: string): Promise<void> {
      await mustOwn()
      await enqueue((await comparisonRuns(id)).filter((run) => run.state === 'stopped' || (run.state === 'failed' && !deterministic(run))))
    },
    async removeComparison(id: string): Promise<void> {
      for (const run of await comparisonRuns(id)) await stopRun(run)
      await store.binComparison(id, Date.now())
      await changed()
    },
    async restoreComparison(id: string): Promise<void> {
      if (!(await store.binComparison(id, null))) throw new FoveaError('not-found', 'comparisons.unknown', { id })
      await changed()
    },
    async stopRun(id: string): Promise<void> {
      const run = await runOf(id)
      if (run.state !== 'queued' && run.state !== 'running') throw new FoveaError('conflict', 'runs.not-running', { id })
      await stopRun(run)
      await changed()
    },
    async continueRun(id: string): Promise<void> {
      await mustOwn()
      const run = await runOf(id)
      if (run.state !== 'stopped' && run.state !== 'failed') throw new FoveaError('conflict', 'runs.not-stopped', { id, state: run.state })
      await enqueue([run])
    },
    async removeRuns(ids: string[]): Promise<void> {
      for (const run of await Promise.all(ids.map(runOf))) await stopRun(run)
      await store.binRuns(ids, Date.now())
      await changed()
    },
    async restoreRuns(ids: string[]): Promise<void> {
      await store.binRuns(ids, null)
      await changed()
    },
    /** The same runs in a new comparison, each from where its own ended, with `epochs` added to what they train. */
    async extendComparison(id: string, epochs: number): Promise<string> {
      await mustOwn()
      const before = await comparisonRuns(id)
      mustHaveEnded(id, before)
      const plan = extendedPlan((await store.getComparison(id))!.plan, epochs)
      const comparisonId = newComparisonId()
      const parents = new Map(before.filter((run) => run.hasCheckpoint).map((run) => [runId(comparisonId, run.variantId, run.seed), run]))
      const added = runsOf(comparisonId, plan).map((run) => ({ ...run, parentId: parents.get(run.id)?.id ?? null }))
      await continueAll(added, folderOf)
      await store.createComparison({ id: comparisonId, plan, createdAt: Date.now() }, added)
      await changed()
      queue.wake()
      return comparisonId
    },
    async labelRuns(labels: RunLabel[]): Promise<void> {
      await store.labelRuns(labels, Date.now())
      changes.publish('', 'state')
    },
    /** These come next, in this order. */
    async moveFirst(ids: string[]): Promise<void> {
      await mustWait(ids)
      await store.moveFirst(ids)
      await changed()
    },
    /** These come in this order, in the places that they have among them. */
    async orderRuns(ids: string[]): Promise<void> {
      await mustWait(ids)
      await store.reorder(ids)
      await changed()
    },
    follow: (id: string, afterSeq: number, push: (events: SequencedEvent[]) => void, signal: AbortSignal) => followRun(store, live, id, afterSeq, push, signal),
    /** 'state': a run began, ended, came or went. 'progress': something was heard of one. */
    onChange: (listener: (what: 'state' | 'progress') => void) => changes.subscribe('', listener),
    /** Going on fails, and the queue stays paused, while the history still cannot be written. */
    async pause(paused: boolean): Promise<void> {
      if (paused) return queue.pause(true)
      while (untold[0]) {
        await write(untold[0].run, { type: 'failed', step: untold[0].run.step, problem: untold[0].problem })
        untold = untold.slice(1)
      }
      notices.length = 0
      queue.pause(false)
    },
    notices: (): readonly Problem[] => notices,
    folderOf,
    /** Whether a run is being trained here, or is just about to. */
    isTraining: () => [...queue.active.values()].some(({ job }) => !job?.isOver()) || (owned && !queue.paused && pending.some(({ state }) => state === 'queued')),
    isWorkingOn: (comparisonId: string) => [...queue.active.values()].some(({ run }) => run.comparisonId === comparisonId),
    status(): QueueStatus {
      const running = [...queue.active.values()].map(({ run, job }) => ({ run, progress: job?.progress() ?? null }))
      const current = running[0]
      const times = new Map(running.flatMap(({ run, progress }) => (progress
        ? [[run.id, { left: progress.secondsLeft, spent: (progress.step / Math.max(1, progress.steps - progress.step)) * progress.secondsLeft }] as const]
        : [])))
      return {
        comparisonId: current?.run.comparisonId ?? null, runId: current?.run.id ?? null, done, total: done + pending.length,
        secondsLeft: pending.length ? secondsLeft(pending, measured, times, overhead) : null,
        imagesPerSecond: current?.progress?.imagesPerSecond ?? null, memoryBytes: current?.progress?.memoryBytes ?? null, paused: queue.paused,
      }
    },
    close: () => queue.close(),
  }
}
