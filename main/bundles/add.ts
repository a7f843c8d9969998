/** What a bundle holds more than the same runs here: added where it is missing, and nothing of what is here is replaced. */
import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RunRecord } from '../../preload/contract/run.ts'
import { runId } from '../runs/ids.ts'
import type { RunLabel, Store } from '../store/interface.ts'
import { runFile, weightFiles } from './layout.ts'
import type { Bundle, ReadRun } from './read.ts'

export interface AddParts {
  store: Pick<Store, 'markCheckpoints' | 'saveMeasures'>
  runFolder(id: string): string
  /** Keeps tags and notes, and tells the windows. */
  labelRuns(labels: RunLabel[]): Promise<void>
}

/** The runs here of which a bundle tells, each with what it tells. */
function together({ runs }: Bundle, comparisonId: string, here: readonly RunRecord[]): { own: RunRecord; run: ReadRun }[] {
  const byId = new Map(here.map((run) => [run.id, run]))
  return runs.flatMap((run) => {
    const own = byId.get(runId(comparisonId, run.record.variantId, run.record.seed))
    return own ? [{ own, run }] : []
  })
}

/** Gives the number of runs that got weights. */
async function addWeights(bundle: Bundle, pairs: ReturnType<typeof together>, { store, runFolder }: AddParts): Promise<number> {
  const lacking = pairs.filter(({ own, run }) => !own.hasCheckpoint && run.has(runFile.checkpoint))
  for (const { own, run } of lacking) {
    await mkdir(runFolder(own.id), { recursive: true })
    for (const [name, here] of weightFiles) {
      const part = join(runFolder(own.id), `${here}.part`)
      await pipeline(bundle.file(run, name), createWriteStream(part))
      await rename(part, join(runFolder(own.id), here))
    }
  }
  if (lacking.length) await store.markCheckpoints(lacking.map(({ own }) => own.id))
  return lacking.length
}

/** Gives the number of runs that got tags, a note or what was measured of them. Latencies of two computers are not to be compared: they come only where none was measured here. */
async function addRemarks(pairs: ReturnType<typeof together>, { store, labelRuns }: AddParts): Promise<number> {
  const labels: RunLabel[] = []
  const timed = pairs.some(({ own }) => own.measures.latency)
  for (const { own, run: { record } } of pairs) {
    const tags = record.tags.filter((tag) => !own.tags.includes(tag))
    const note = own.note ? '' : record.note
    const latency = timed ? null : record.measures.latency
    const faithfulness = own.measures.faithfulness ? null : record.measures.faithfulness
    if (latency || faithfulness) await store.saveMeasures(own.id, { latency, faithfulness })
    if (tags.length || note || latency || faithfulness) labels.push({ id: own.id, tags: tags.length ? [...own.tags, ...tags] : undefined, note: note || undefined })
  }
  if (labels.length) await labelRuns(labels)
  return labels.length
}

/** `runsOf` is asked again after the weights, which may take long: what was written meanwhile counts. */
export async function addTo(comparisonId: string, runsOf: (comparisonId: string) => Promise<readonly RunRecord[]>, bundle: Bundle, parts: AddParts): Promise<{ weights: number; remarks: number }> {
  const weights = await addWeights(bundle, together(bundle, comparisonId, await runsOf(comparisonId)), parts)
  return { weights, remarks: await addRemarks(together(bundle, comparisonId, await runsOf(comparisonId)), parts) }
}
