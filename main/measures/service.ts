/** Measures the latency and the faithfulness of runs, one measurement at a time, and keeps each result as soon as it is there. */
import { FoveaError } from '../../preload/contract/errors.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { unmeasured, type MeasureKind } from '../../preload/contract/measure.ts'
import type { DatasetReference } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'
import type { Inference } from '../runs/inference-client.ts'
import type { Store } from '../store/interface.ts'

/** Enough that two maps differ by more than chance when they differ at all, few enough for a large model. */
const images = 60

export interface MeasuresOptions {
  store: Pick<Store, 'getRun' | 'saveMeasures'>
  inference: Pick<Inference, 'latency' | 'faithfulness'>
  /** Makes what is missing of a dataset, its boxes too. */
  datasets: { prepare(reference: DatasetReference): Promise<DatasetManifest>; ensureBoxes(key: string): Promise<unknown>; folder(key: string): string }
  folderOf(runId: string): string
  /** Whether a run is being trained here now. */
  isTraining(): boolean
}
export interface Work { signal: AbortSignal; onProgress(event: TaskEvent): void }
interface EngineWork { signal: AbortSignal; onProgress(done: number): void }

export function createMeasures({ store, inference, datasets, folderOf, isTraining }: MeasuresOptions) {
  let last: Promise<unknown> = Promise.resolve()

  async function runOf(id: string): Promise<RunRecord> {
    const run = await store.getRun(id)
    if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
    return run
  }
  function refusal({ id, state, hasCheckpoint }: RunRecord): FoveaError | null {
    if (state !== 'finished') return new FoveaError('conflict', 'measures.not-finished', { id })
    return hasCheckpoint ? null : new FoveaError('conflict', 'runs.no-checkpoint', { id })
  }
  const quiet = () => { if (isTraining()) throw new FoveaError('conflict', 'measures.training') }
  const asked = ({ id }: RunRecord) => ({ runId: id, runFolder: folderOf(id) })

  async function latency(runs: RunRecord[], work: EngineWork): Promise<void> {
    quiet()
    const measured = await inference.latency(runs.map(asked), work)
    // One may have begun meanwhile.
    quiet()
    for (const [i, one] of measured.entries()) await store.saveMeasures(runs[i]!.id, { ...unmeasured, latency: one })
  }

  async function faithfulness(run: RunRecord, work: EngineWork): Promise<void> {
    const { key, fingerprint } = await datasets.prepare(run.config.dataset)
    if (run.environment && run.environment.datasetFingerprint !== fingerprint) throw new FoveaError('conflict', 'runs.dataset-changed', { id: run.id, dataset: key })
    await datasets.ensureBoxes(key)
    await store.saveMeasures(run.id, { ...unmeasured, faithfulness: await inference.faithfulness(asked(run), datasets.folder(key), images, work) })
  }

  async function carryOut(runs: RunRecord[], what: readonly MeasureKind[], { signal, onProgress }: Work): Promise<void> {
    const tell = (done: number) => onProgress({ type: 'progress', what: 'measuring', done, total: 1 })
    const share = 1 / new Set(what).size
    let done = 0
    let problem: unknown = null
    tell(0)
    /** What cannot be measured keeps the rest from nothing; what was wrong first is told at the end. */
    const attempt = async (part: number, work: (onProgress: (done: number) => void) => Promise<void>) => {
      signal.throwIfAborted()
      await work((within) => tell(done + part * within)).catch((error: unknown) => (problem ??= error))
      tell((done += part))
    }
    if (what.includes('latency')) await attempt(share, (onProgress) => latency(runs, { signal, onProgress }))
    if (what.includes('faithfulness')) for (const run of runs) await attempt(share / runs.length, (onProgress) => faithfulness(run, { signal, onProgress }))
    if (problem) throw problem
  }

  return {
    /** Those of the runs that can be measured: finished, with their weights here. Throws what is wrong with the first when none can. */
    async measurable(ids: readonly string[], what: readonly MeasureKind[]): Promise<RunRecord[]> {
      const runs = await Promise.all(ids.map(runOf))
      const able = runs.filter((run) => !refusal(run))
      if (!able.length) throw refusal(runs[0]!)
      if (what.includes('latency')) quiet()
      return able
    },
    /** Waits for the measurement under way; a run that two measure at once would be measured slower. */
    measure(runs: RunRecord[], what: readonly MeasureKind[], work: Work): Promise<void> {
      const mine = last.then(() => { work.signal.throwIfAborted(); return carryOut(runs, what, work) })
      last = mine.catch(() => {})
      return mine
    },
  }
}
