/** A bundle that nobody vouches for, checked and then read: what is wrong with it is said before anything of it is kept. */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { BundleAttention, BundleComparison, BundleEvent, BundleManifest, BundleRun, BundleThumbnails, bundleVersion } from '../../preload/contract/bundle.ts'
import { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { Plan } from '../../preload/contract/plan.ts'
import { ReportChoices } from '../../preload/contract/report.ts'
import { RunConfig } from '../../preload/contract/run.ts'
import type { SequencedEvent } from '../../preload/contract/run.ts'
import { unpack } from '../../preload/contract/text.ts'
import { parsePredictions } from '../runs/predictions-file.ts'
import type { StoredPredictions, Thumbnails } from '../store/interface.ts'
import { openZip } from '../files/zip-read.ts'
import type { OpenZip } from '../files/zip-read.ts'
import { files, folderOf, limitOf, runFile, signatureOf, zipRules } from './layout.ts'
import { parseJson } from './safe-json.ts'

const refused = (code: string, params: Record<string, string | number> = {}) => new FoveaError('unreadable', code, params)
const bad = (path: string, detail: string) => refused('bundles.bad-content', { path, detail })
/** A line of a history; one event of many points stays far below. */
const longestLine = 16 * 2 ** 20
const mostMetrics = 1000

async function readManifest(zip: OpenZip): Promise<BundleManifest> {
  const entry = zip.entries.get(files.manifest)
  if (!entry) throw refused('bundles.not-bundle')
  if (entry.bytes > limitOf(files.manifest)!) throw refused('bundles.too-large', { megabytes: Math.round(entry.bytes / 1e6) })
  const bytes = await zip.read(files.manifest)
  // A later version may say anything else, so the version is looked at first.
  const head = parseJson(bytes, files.manifest, z.object({ format: z.string(), version: z.number() }))
  if (head.format !== 'fovea-bundle') throw refused('bundles.not-bundle')
  if (head.version > bundleVersion) throw refused('bundles.newer', { version: head.version, known: bundleVersion })
  return parseJson(bytes, files.manifest, BundleManifest)
}

/** Names, sizes and hashes of everything, before anything is believed. */
async function verify(zip: OpenZip, manifest: BundleManifest): Promise<void> {
  const listed = new Map(manifest.files.map((file) => [file.path, file]))
  if (listed.size !== manifest.files.length || signatureOf(manifest.files) !== manifest.contents) throw refused('bundles.checksum', { path: files.manifest })
  for (const path of zip.entries.keys()) if (limitOf(path) === null || (path !== files.manifest && !listed.has(path))) throw refused('bundles.unknown-entry', { path: path.slice(0, 120) })
  for (const path of listed.keys()) if (!zip.entries.has(path) || path === files.manifest) throw refused('bundles.missing', { path })
  for (const [path, { bytes }] of zip.entries) if (bytes > limitOf(path)!) throw refused('bundles.too-large', { megabytes: Math.round(bytes / 1e6) })
  for (const { path, bytes, sha256 } of manifest.files) {
    if (zip.entries.get(path)!.bytes !== bytes) throw refused('bundles.checksum', { path })
    const hash = createHash('sha256')
    for await (const chunk of zip.stream(path)) hash.update(chunk)
    if (hash.digest('hex') !== sha256) throw refused('bundles.checksum', { path })
  }
}

export interface ReadRun { folder: string; record: BundleRun; has(name: string): boolean }
export interface Bundle {
  manifest: BundleManifest
  plan: Plan
  comparison: BundleComparison
  runs: ReadRun[]
  dataset: DatasetManifest | null
  thumbnails: Thumbnails | null
  choices: ReportChoices | null
  events(run: ReadRun): Promise<SequencedEvent[]>
  predictions(run: ReadRun): Promise<StoredPredictions | null>
  /** The bytes of a file of a run that goes into its folder; checked where Fovea itself reads it. */
  file(run: ReadRun, name: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

export async function readBundle(path: string): Promise<Bundle> {
  const zip = await openZip(path, zipRules).catch((error: NodeJS.ErrnoException) => {
    throw error instanceof FoveaError ? error : new FoveaError('not-found', 'bundles.no-file', { file: path, detail: error.message }, { cause: error })
  })
  try {
    const manifest = await readManifest(zip)
    await verify(zip, manifest)
    const json = async <T extends z.ZodType>(name: string, schema: T): Promise<z.output<T>> => {
      if (!zip.entries.has(name)) throw refused('bundles.missing', { path: name })
      return parseJson(await zip.read(name), name, schema)
    }
    const plan = await json(files.plan, Plan)
    const comparison = await json(files.comparison, BundleComparison)
    const dataset = zip.entries.has(files.dataset) ? await json(files.dataset, DatasetManifest) : null
    const runs = await readRuns(zip, plan, comparison, json)
    return {
      manifest, plan, comparison, runs, dataset,
      thumbnails: zip.entries.has(files.thumbnails) ? await readThumbnails(zip, dataset, await json(files.thumbnails, BundleThumbnails)) : null,
      choices: zip.entries.has(files.choices) ? await json(files.choices, ReportChoices) : null,
      events: (run) => readHistory(zip, `${run.folder}/${runFile.history}`),
      predictions: async (run) => (run.has(runFile.predictions) ? readPredictions(await zip.read(`${run.folder}/${runFile.predictions}`), `${run.folder}/${runFile.predictions}`, dataset) : null),
      file: (run, name) => zip.stream(`${run.folder}/${name}`),
      close: () => zip.close(),
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

async function readRuns(zip: OpenZip, plan: Plan, { runs: folders }: BundleComparison, json: <T extends z.ZodType>(name: string, schema: T) => Promise<z.output<T>>): Promise<ReadRun[]> {
  const named = new Set(folders)
  const stray = [...zip.entries.keys()].find((path) => path.startsWith('runs/') && !named.has(path.slice(0, path.lastIndexOf('/'))))
  if (named.size !== folders.length || stray) throw bad(files.comparison, stray ?? 'a run stands twice')
  const runs: ReadRun[] = []
  for (const folder of folders) {
    const record = await json(`${folder}/${runFile.record}`, BundleRun)
    const { variantId, seed, config } = record
    const planned = plan.variants.some(({ id }) => id === variantId) && plan.seeds.includes(seed)
    if (!planned || folder !== folderOf(variantId, seed) || config.variant.id !== variantId || config.seed !== seed) throw bad(`${folder}/${runFile.record}`, 'it is not a run of this plan')
    const has = (name: string) => zip.entries.has(`${folder}/${name}`)
    if (!has(runFile.history)) throw refused('bundles.missing', { path: `${folder}/${runFile.history}` })
    if (has(runFile.model) !== has(runFile.checkpoint)) throw refused('bundles.missing', { path: `${folder}/${has(runFile.model) ? runFile.checkpoint : runFile.model}` })
    // The weights are built into the model that this file describes.
    if (has(runFile.model)) {
      const model = await json(`${folder}/${runFile.model}`, z.looseObject({ format: z.literal(1), config: RunConfig }))
      if (!isDeepStrictEqual(model.config, config)) throw bad(`${folder}/${runFile.model}`, 'it describes another model than the run')
    }
    if (has(runFile.attention)) checkAttention(await json(`${folder}/${runFile.attention}`, BundleAttention), `${folder}/${runFile.attention}`)
    runs.push({ folder, record, has })
  }
  return runs
}

async function* lines(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    let text = rest.length ? Buffer.concat([rest, chunk]) : chunk
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      yield text.subarray(0, end)
      text = text.subarray(end + 1)
    }
    if (text.length > longestLine) throw bad(path, 'a line is too long')
    rest = text
  }
  if (rest.length) yield rest
}

async function readHistory(zip: OpenZip, path: string): Promise<SequencedEvent[]> {
  const events: SequencedEvent[] = []
  const metrics = new Set<string>()
  for await (const line of lines(zip.stream(path), path)) {
    const one = parseJson(line, path, BundleEvent)
    if (one.seq <= (events.at(-1)?.seq ?? 0)) throw bad(path, 'its events are not in order')
    for (const { metric, step } of one.event.type === 'metrics' ? one.event.points : []) {
      if (step < 0 || step > 2 ** 31 - 1 || metric.length > 200 || metrics.add(metric).size > mostMetrics) throw bad(path, `a point of ${metric.slice(0, 60)} cannot be kept`)
    }
    events.push(one)
  }
  return events
}

function readPredictions(bytes: Buffer, path: string, dataset: DatasetManifest | null): StoredPredictions {
  let read: StoredPredictions
  try {
    read = parsePredictions(bytes)
  } catch (error) {
    throw bad(path, error instanceof Error ? error.message.slice(0, 200) : String(error))
  }
  const { classes, labels, indices } = read
  if (classes < 1 || (dataset && classes !== dataset.classes.length)) throw bad(path, `${classes} classes`)
  if (labels.some((label) => label < 0 || label >= classes) || indices.some((index) => index < 0)) throw bad(path, 'a label or a place is out of range')
  return read
}

async function readThumbnails(zip: OpenZip, dataset: DatasetManifest | null, { indices, labels }: BundleThumbnails): Promise<Thumbnails> {
  if (!dataset || !zip.entries.has(files.pixels)) throw refused('bundles.missing', { path: dataset ? files.pixels : files.dataset })
  const pixels = await zip.read(files.pixels)
  const fits = dataset.shape.every((side) => side >= 1) && pixels.length === dataset.shape.reduce((a, b) => a * b, indices.length)
  if (!fits || labels.length !== indices.length || labels.some((label) => label >= dataset.classes.length) || indices.some((index) => index > 2 ** 31 - 1)) throw bad(files.thumbnails, 'pictures, labels and places do not fit together')
  return { indices: Int32Array.from(indices), labels: Int32Array.from(labels), pixels: new Uint8Array(pixels) }
}

function checkAttention({ indices, answers, maps }: z.infer<typeof BundleAttention>, path: string): void {
  if (answers.length !== indices.length || maps.length !== indices.length) throw bad(path, 'images, answers and maps differ in number')
  for (const { weights } of maps.flat()) {
    try {
      unpack(weights)
    } catch (error) {
      throw bad(path, error instanceof Error ? error.message : String(error))
    }
  }
}
