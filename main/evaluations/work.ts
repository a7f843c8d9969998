/** One evaluation from its files to its end: finished, cancelled or failed, and in each case kept as far as it came. */
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { problemOf } from '../../preload/contract/errors.ts'
import type { Inference } from '../runs/inference-client.ts'
import type { Launch } from '../runs/processes.ts'
import { answerAll } from './answering.ts'
import { dropFiles, saveRecord, saveRows, seenFile, type Record } from './kept.ts'
import { labelsOf } from './labels.ts'
import { createReader } from './reader.ts'
import { emptyRows, type Rows } from './rows.ts'
import { openSource, tablesOf } from './source.ts'

export interface Work {
  folder: string
  manifest: DatasetManifest
  runIds: string[]
  runs: { folderOf(id: string): string }
  inference: Pick<Inference, 'answer'>
  launch: Launch
  /** The files were sent, and are ours to keep or drop. */
  sent: boolean
  told(): void
  signal: AbortSignal
}

/** Bytes kept of what the models saw, and of files that were sent. */
const mostSeen = 512 * 1024 ** 2
const mostSent = 256 * 1024 ** 2
/** Milliseconds between two savings of what there is. */
const saveEvery = 15_000

/** Never rejects: what went wrong stands in the record. */
export async function carryOut(one: { record: Record; rows: Rows }, work: Work): Promise<void> {
  const { record } = one
  const { evaluation } = record
  try {
    if (!work.signal.aborted) await answerSource(one, work)
    evaluation.state = work.signal.aborted ? 'cancelled' : 'finished'
  } catch (error) {
    Object.assign(evaluation, work.signal.aborted ? { state: 'cancelled' } : { state: 'failed', problem: problemOf(error) })
  }
  Object.assign(evaluation, { secondsLeft: null })
  delete record.process
  try {
    if (evaluation.total !== null) saveRows(work.folder, one.rows)
    saveRecord(work.folder, record)
  } catch (error) {
    evaluation.warnings.push(problemOf(error))
  }
}

async function answerSource(one: { record: Record; rows: Rows }, work: Work): Promise<void> {
  const { record } = one
  const { evaluation } = record
  const { manifest, folder, runs, told, signal } = work
  const source = await openSource(record.path!)
  const reader = createReader(work.launch)
  const stop = () => reader.close()
  signal.addEventListener('abort', stop)
  try {
    const { labels, source: labelled, warnings } = labelsOf(source.images.map(({ name }) => name), source.name, await tablesOf(source), manifest.classes)
    one.rows = emptyRows(source.images.map(({ name }) => name), labels, work.runIds.length)
    Object.assign(evaluation, { total: source.images.length, labels: labelled, warnings })
    told()
    const begun = performance.now()
    let saved = begun
    const size = manifest.shape[0] * manifest.shape[1] * manifest.shape[2]
    const progress = () => {
      const { done, labels: truth, problems } = one.rows
      const perSecond = done / ((performance.now() - begun) / 1000)
      let known = 0
      for (let row = 0; row < done; row++) known += Number(truth[row]! >= 0 && !problems.has(row))
      Object.assign(evaluation, { done, refused: problems.size, labelled: known, imagesPerSecond: perSecond, secondsLeft: (source.images.length - done) / perSecond })
      if (performance.now() - saved > saveEvery) {
        saved = performance.now()
        saveRows(folder, one.rows)
        saveRecord(folder, record)
      }
      told()
    }
    record.seen = Math.floor(mostSeen / size)
    record.seen = await answerAll({
      images: source.images, rows: one.rows, runs: work.runIds.map((runId) => ({ runId, runFolder: runs.folderOf(runId) })), shape: manifest.shape, classes: manifest.classes.length,
      reader, answer: work.inference.answer, seen: { file: seenFile(folder), most: record.seen }, told: progress, signal,
    })
    if (work.sent && source.images.reduce((sum, { bytes }) => sum + bytes, 0) > mostSent) {
      dropFiles(folder)
      record.path = null
    }
  } finally {
    signal.removeEventListener('abort', stop)
    reader.close()
    await source.close()
  }
}
