/** Which run comes next: one at a time unless told otherwise, in the order of the store. */
import type { RunRecord } from '../../preload/contract/run.ts'
import type { Store } from '../store/interface.ts'
import type { RunningJob } from './supervisor.ts'

export interface QueueOptions {
  store: Store
  /** Starts a run that is already marked as running. */
  start(run: RunRecord): Promise<RunningJob>
  /** A run could not be started, or its end not be written; without a run, the queue itself could not be read. */
  onTrouble(error: unknown, run?: RunRecord): Promise<void>
  /** A run began or ended. */
  onChange(): void
  concurrency: number
}

export interface Queue {
  /** Looks for work; called whenever some may have come. */
  wake(): void
  pause(paused: boolean): void
  readonly paused: boolean
  readonly active: ReadonlyMap<string, { run: RunRecord; job: RunningJob | null }>
  /** Whether the run was under way. */
  stop(runId: string): boolean
  /** Stops what runs, with checkpoints, and starts nothing more. */
  close(): Promise<void>
}

export function createQueue({ store, start, onTrouble, onChange, concurrency }: QueueOptions): Queue {
  const active = new Map<string, { run: RunRecord; job: RunningJob | null; stopped: boolean; ended: Promise<void> }>()
  let paused = false
  let closed = false
  let looking: Promise<void> | null = null
  let again = false

  async function fill(): Promise<void> {
    while (!paused && !closed && active.size < concurrency) {
      const run = await store.nextQueued()
      if (!run || paused || closed) return
      await store.setState([run.id], 'running')
      const entry = { run, job: null as RunningJob | null, stopped: false, ended: Promise.resolve() }
      active.set(run.id, entry)
      entry.ended = carry(run, entry)
      onChange()
    }
  }
  async function carry(run: RunRecord, entry: { job: RunningJob | null; stopped: boolean }): Promise<void> {
    try {
      entry.job = await start(run)
      if (entry.stopped) entry.job.stop()
      await entry.job.ended
    } catch (error) {
      await onTrouble(error, run)
    } finally {
      active.delete(run.id)
      onChange()
      queue.wake()
    }
  }
  async function look(): Promise<void> {
    try {
      while (again) {
        again = false
        await fill()
      }
    } catch (error) {
      paused = true
      await onTrouble(error)
    }
    // In the same turn as the last look at `again`: a wake in between would be lost.
    looking = null
  }
  const queue: Queue = {
    wake() {
      again = true
      looking ??= look()
    },
    pause(value) {
      paused = value
      if (!paused) queue.wake()
      onChange()
    },
    get paused() { return paused },
    active,
    stop(runId) {
      const entry = active.get(runId)
      if (!entry) return false
      entry.stopped = true
      entry.job?.stop()
      return true
    },
    async close() {
      closed = true
      await looking
      for (const id of active.keys()) queue.stop(id)
      await Promise.all([...active.values()].map(({ ended }) => ended))
    },
  }
  return queue
}
