/** What goes into a bundle of a comparison, entry by entry, each read only when its turn comes. Everything comes from the history and the folders of runs, nothing from a clock. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { BundleAttention, BundleRun } from '../../preload/contract/bundle.ts'
import type { BundleManifest } from '../../preload/contract/bundle.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { ReportChoices } from '../../preload/contract/report.ts'
import type { RunEvent, RunRecord } from '../../preload/contract/run.ts'
import { runFiles } from '../engine/protocol.ts'
import type { ComparisonLine, Store, Thumbnails } from '../store/interface.ts'
import { canonical, files, folderOf, runFile, signatureOf } from './layout.ts'
import { predictionsFile } from './numbers.ts'

export type Content = Uint8Array | AsyncIterable<Uint8Array>
export interface Item { path: string; read(): Promise<Content> | Content }

export interface RunSources { store: Pick<Store, 'readEvents' | 'readPredictions'>; runFolder(id: string): string; home: string }
export interface BundleSources extends RunSources {
  line: Pick<ComparisonLine, 'id' | 'plan' | 'createdAt'>
  runs: readonly RunRecord[]
  dataset: DatasetManifest | null
  thumbnails: Thumbnails | null
  report: string
  /** What the user chose for the report; null where nothing was. */
  choices: ReportChoices | null
  weights: boolean
}

const json = (value: unknown) => Buffer.from(canonical(value))
const page = 500

/** Problems and logs name files of the machine; where its home lies is nobody's business. */
function withoutPlaces<T>(value: T, home: string): T {
  if (typeof value === 'string') return value.replaceAll(home, '…') as T
  if (Array.isArray(value)) return value.map((inner) => withoutPlaces(inner, home)) as T
  if (!value || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPlaces(inner, home)])) as T
}
const told = (event: RunEvent, home: string): RunEvent =>
  (event.type === 'checkpoint' ? { ...event, file: basename(event.file.replaceAll('\\', '/')) } : event.type === 'failed' || event.type === 'log' ? withoutPlaces(event, home) : event)

function recordOf({ id: _id, comparisonId: _comparison, position: _position, hasPredictions: _predictions, hasCheckpoint: _checkpoint, archivedAt: _archived, parentId: _parent, ...record }: RunRecord, home: string): unknown {
  const ended = record.state === 'queued' || record.state === 'running' ? { ...record, state: 'stopped' as const } : record
  return { ...ended, problem: withoutPlaces(ended.problem, home) }
}

async function* history(id: string, { store, home }: RunSources): AsyncGenerator<Uint8Array> {
  for (let last = 0; ; ) {
    const events = await store.readEvents(id, last, page)
    if (events.length) yield Buffer.from(events.map((one) => `${canonical({ ...one, event: told(one.event, home) })}\n`).join(''))
    if (events.length < page) return
    last = events.at(-1)!.seq
  }
}

function recordItems(run: RunRecord, sources: RunSources): Item[] {
  const at = (name: string) => `${folderOf(run.variantId, run.seed)}/${name}`
  return [
    { path: at(runFile.record), read: () => json(recordOf(run, sources.home)) },
    { path: at(runFile.history), read: () => history(run.id, sources) },
    ...(run.hasPredictions ? [{ path: at(runFile.predictions), read: async () => predictionsFile((await sources.store.readPredictions([run.id])).get(run.id)!) }] : []),
  ]
}

/** Maps that were kept over the first test images; null when there are none or they cannot be read. */
export async function readAttention(folder: string): Promise<{ bytes: Buffer; indices: number[] } | null> {
  try {
    const bytes = await readFile(join(folder, runFiles.attention))
    return { bytes, indices: BundleAttention.parse(JSON.parse(bytes.toString())).indices }
  } catch {
    return null
  }
}

async function folderItems(run: RunRecord, { runFolder, weights }: BundleSources): Promise<Item[]> {
  const folder = runFolder(run.id)
  const at = (name: string) => `${folderOf(run.variantId, run.seed)}/${name}`
  const whole = weights && run.hasCheckpoint && [runFiles.model, runFiles.checkpoint].every((name) => existsSync(join(folder, name)))
  const attention = await readAttention(folder)
  return [
    ...(attention ? [{ path: at(runFile.attention), read: () => readFile(join(folder, runFiles.attention)) }] : []),
    ...(whole ? [{ path: at(runFile.model), read: () => readFile(join(folder, runFiles.model)) }, { path: at(runFile.checkpoint), read: () => createReadStream(join(folder, runFiles.checkpoint)) as AsyncIterable<Uint8Array> }] : []),
  ]
}

/** All entries but the manifest, sorted by their paths. */
export async function itemsOf(sources: BundleSources): Promise<Item[]> {
  const { line: { id, plan, createdAt }, runs, dataset, thumbnails, report, choices } = sources
  const given = (path: string, content: Uint8Array): Item => ({ path, read: () => content })
  const items = [
    given(files.plan, json(plan)),
    given(files.comparison, json({ id, createdAt, runs: runs.map((run) => folderOf(run.variantId, run.seed)) })),
    given(files.report, Buffer.from(report)),
    ...(choices ? [given(files.choices, json(choices))] : []),
    ...(dataset ? [given(files.dataset, json(dataset))] : []),
    ...(dataset && thumbnails ? [given(files.thumbnails, json({ indices: [...thumbnails.indices], labels: [...thumbnails.labels] })), given(files.pixels, thumbnails.pixels)] : []),
    ...runs.flatMap((run) => recordItems(run, sources)),
    ...(await Promise.all(runs.map((run) => folderItems(run, sources)))).flat(),
  ]
  return items.sort((a, b) => (a.path < b.path ? -1 : 1))
}

type Listed = BundleManifest['files']

/**
 * By which the same runs are known again: what was trained and what came of it, that is the plan, and of each run its record, history and
 * predictions. Pictures, maps, weights and what was chosen for the report may be there or not; what users say of runs and measure of them later does not make them others.
 * Records are compared as they are understood, since one that an earlier Fovea wrote lacks what was added since.
 */
export function contentOf(plan: Plan, runs: readonly { folder: string; record: BundleRun }[], listed: Listed): string {
  const known = (path: string, value: unknown) => { const bytes = json(value); return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') } }
  return signatureOf([
    known(files.plan, plan),
    ...runs.map(({ folder, record: { tags: _tags, note: _note, measures: _measures, archivedAt: _archived, parentId: _parent, ...record } }) => known(`${folder}/${runFile.record}`, record)),
    ...listed.filter(({ path }) => path.startsWith('runs/') && [runFile.history, runFile.predictions].some((name) => path.endsWith(`/${name}`))),
  ])
}

/** The content that a bundle of these runs would have. */
export async function contentHere(plan: unknown, runs: readonly RunRecord[], sources: RunSources): Promise<string> {
  const listed: Listed = []
  for (const { path, read } of runs.flatMap((run) => recordItems(run, sources))) {
    const hash = createHash('sha256')
    let bytes = 0
    const content = await read()
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      hash.update(chunk)
      bytes += chunk.length
    }
    listed.push({ path, bytes, sha256: hash.digest('hex') })
  }
  return contentOf(Plan.parse(plan), runs.map((run) => ({ folder: folderOf(run.variantId, run.seed), record: BundleRun.parse(recordOf(run, sources.home)) })), listed)
}
