/** Everything the store can do. The worker answers synchronously; from outside every operation is asynchronous. */
import type { ComparisonResult } from '../../preload/contract/comparison.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { Measures } from '../../preload/contract/measure.ts'
import type { ReportChoices } from '../../preload/contract/report.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { StepRange } from './metrics.ts'
import type { Curve, RunConfig, RunEvent, RunRecord, RunState, SequencedEvent } from '../../preload/contract/run.ts'

export interface StoredComparison { id: string; plan: Plan; createdAt: number }
/** parentId: the run that it goes on from; its curves so far become those of this one too. */
export interface NewRun { id: string; variantId: string; seed: number; config: RunConfig; parentId?: string | null }
export interface RunLabel { id: string; tags?: string[] | undefined; note?: string | undefined; archived?: boolean | undefined }
/** Runs of a comparison by state, and the sum of their progress, each of what it trains itself (a finished run counts 1). */
export interface RunCounts { queued: number; running: number; finished: number; stopped: number; failed: number; progress: number }
/** imported: from which file of another Fovea, and when; null for one of this home. */
export interface ComparisonLine extends StoredComparison { counts: RunCounts; result: ComparisonResult | null; imported: { file: string; openedAt: number } | null }
/** Test images as the models saw them. pixels: u8 (n, H, W, C), of the dataset's shape; indices: places in the dataset. */
export interface Thumbnails { indices: Int32Array; labels: Int32Array; pixels: Uint8Array }
/** content: a hash of plan, runs, histories and predictions, by which the same is known again. dataset: as it was where the runs were trained. */
export interface Import { file: string; openedAt: number; content: string; dataset: DatasetManifest | null; thumbnails: Thumbnails | null }
export interface ImportedRun { record: RunRecord; events: SequencedEvent[]; predictions: StoredPredictions | null }
/** logits (N, K) row-major; indices are places in the dataset. */
export interface StoredPredictions { logits: Float32Array; labels: Int32Array; indices: Int32Array; classes: number }
export interface TimedEvent { time: number; event: RunEvent }

export interface Operations {
  /** What a user should hear of the opening: a damaged history that was put aside. */
  notices(): Problem[]
  /** Takes the right to train with this home, until this process ends; false when another Fovea has it. */
  takeQueue(): boolean

  createComparison(comparison: StoredComparison, runs: NewRun[]): void
  /** Newest first, without those in the bin. */
  listComparisons(): ComparisonLine[]
  getComparison(id: string): ComparisonLine | null
  /** Into the bin (a time) or out of it (null); runs follow their comparison. */
  binComparison(id: string, deletedAt: number | null): boolean
  /** What was computed from the finished runs; forgotten as soon as one of them changes. */
  saveResult(comparisonId: string, version: string, result: ComparisonResult): void
  /** Results computed by another version of Fovea are forgotten. */
  forgetResults(exceptVersion: string): void

  listRuns(query: { comparisonId?: string; offset?: number; limit?: number }): { runs: RunRecord[]; total: number }
  getRun(id: string): RunRecord | null
  binRuns(ids: string[], deletedAt: number | null): void
  setState(ids: string[], state: RunState): void
  /** The queued run that comes first. */
  nextQueued(): RunRecord | null
  /** Queued and running runs, in order. */
  pendingRuns(): RunRecord[]
  /** New places in the queue, in the order of `ids`, before all other queued runs. */
  moveFirst(ids: string[]): void
  /** The places of these runs, given out among them in this order. */
  reorder(ids: string[]): void
  /** What is given replaces what was. */
  labelRuns(changes: RunLabel[], time: number): void
  /** What is null stays as it was. */
  saveMeasures(runId: string, measures: Measures): void
  /** What the user chose for the report of a comparison; null where nothing was. */
  reportChoices(comparisonId: string): ReportChoices | null
  saveReportChoices(comparisonId: string, choices: ReportChoices): void

  /** Runs that a Fovea that is gone left queued or running become stopped. */
  recoverRuns(): number

  /** Stamps and writes events and brings the run's record up to date, all or nothing. */
  appendEvents(runId: string, events: TimedEvent[]): SequencedEvent[]
  /** At most `limit` events with a higher seq, in order. */
  readEvents(runId: string, afterSeq: number, limit: number): SequencedEvent[]
  curves(ids: string[], metrics: string[], maxPoints: number, range?: StepRange): Curve[]
  /** Names of what was measured of these runs. */
  metricNames(ids: string[]): string[]

  savePredictions(runId: string, predictions: StoredPredictions): void
  readPredictions(runIds: string[]): Map<string, StoredPredictions>
  /** Bytes of the logits of these runs together, of which none are read. */
  logitBytes(runIds: string[]): number

  /** Begins a comparison from another Fovea. It stays in the bin, older than anything kept there, until binComparison(id, null) takes it out. */
  importComparison(comparison: StoredComparison, from: Import): void
  /** A run with all that is known of it, as it was there; it becomes the last of the queue. */
  importRun(run: ImportedRun): void
  /** The weights of these runs were put into their folders. */
  markCheckpoints(ids: string[]): void
  /** For good, at once. */
  dropComparison(id: string): void
  /** What came with a comparison of another Fovea. */
  readImport(comparisonId: string): Pick<Import, 'dataset' | 'thumbnails'> | null
  /** Comparisons out of the bin that came with this content, newest first. */
  importsOf(content: string): string[]
  /** Whether one of these is the id of a comparison or a run, in the bin or not. */
  isTaken(ids: string[]): boolean

  getSetting(key: string): unknown
  setSetting(key: string, value: unknown): void

  /** Removes for good what lies in the bin since before `time`; gives the ids of the runs, whose folders may go too. */
  purge(time: number): string[]
}

export type Store = { [K in keyof Operations]: (...args: Parameters<Operations[K]>) => Promise<ReturnType<Operations[K]>> } & {
  /** Ends the worker after all that was asked before. */
  close(): Promise<void>
}
