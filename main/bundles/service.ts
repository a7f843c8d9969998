/** Bundles of this home: a comparison goes out as one file, and comes in as runs, whole or not at all. */
import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { OpenedBundle } from '../../preload/contract/bundle.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import { ReportChoices } from '../../preload/contract/report.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { runFiles } from '../engine/protocol.ts'
import type { Home } from '../home.ts'
import { readImages } from '../reports/collect.ts'
import { newComparisonId, runId } from '../runs/ids.ts'
import type { Store, Thumbnails } from '../store/interface.ts'
import { addTo, type AddParts } from './add.ts'
import { contentHere, contentOf, readAttention } from './contents.ts'
import { runFile, weightFiles } from './layout.ts'
import { readBundle } from './read.ts'
import type { Bundle } from './read.ts'
import { chooseThumbnails } from './thumbnails.ts'
import { writeBundle } from './write.ts'

export interface BundleParts extends AddParts {
  store: Store
  home: Home
  /** The dataset of these runs, when it is here. */
  datasetOf(plan: Plan, runs: readonly RunRecord[]): { manifest: DatasetManifest; folder: string } | null
  /** Takes a comparison out of the bin and tells the windows. */
  show(comparisonId: string): Promise<void>
}

/** What of a run's files goes into its folder here, under the engine's names. */
const kept = [[runFile.attention, runFiles.attention], ...weightFiles] as const

export function createBundles({ store, home, runFolder, labelRuns, datasetOf, show }: BundleParts) {
  const sources = { store, runFolder, home: home.root }
  const runsOf = async (id: string) => (await store.listRuns({ comparisonId: id })).runs

  async function thumbnailsOf(runs: readonly RunRecord[], { manifest, folder }: { manifest: DatasetManifest; folder: string }): Promise<Thumbnails | null> {
    const finished = runs.filter((run) => run.state === 'finished' && run.hasPredictions)
    const [predictions, maps] = [await store.readPredictions(finished.map(({ id }) => id)), await Promise.all(finished.map(({ id }) => readAttention(runFolder(id))))]
    const chosen = chooseThumbnails(maps.flatMap((one) => one?.indices ?? []), [...predictions.values()], manifest.shape.reduce((a, b) => a * b, 1))
    const images = await readImages(folder, manifest, chosen)
    return images && { indices: Int32Array.from(images.indices), labels: Int32Array.from(images.labels), pixels: images.pixels }
  }

  /** Whether it is here already, as itself or as what was opened from the same file before. */
  async function known({ comparison, manifest, plan, runs }: Bundle): Promise<string | null> {
    const content = contentOf(plan, runs, manifest.files)
    for (const id of [comparison.id, ...(await store.importsOf(content))]) {
      const line = await store.getComparison(id)
      if (line && line.plan.variants.length === plan.variants.length && (await contentHere(line.plan, await runsOf(id), sources)) === content) return id
    }
    return null
  }

  async function freeId({ comparison, runs }: Bundle): Promise<string> {
    for (let id = comparison.id; ; id = newComparisonId()) {
      const ids = runs.map(({ record }) => runId(id, record.variantId, record.seed))
      if (!(await store.isTaken([id, ...ids])) && !ids.some((one) => existsSync(runFolder(one)))) return id
    }
  }

  async function bringIn(bundle: Bundle, file: string): Promise<string> {
    const id = await freeId(bundle)
    const staged = join(home.uploads, `bundle-${randomUUID()}`)
    const placed: string[] = []
    try {
      await store.importComparison({ id, plan: bundle.plan, createdAt: bundle.comparison.createdAt }, { file: basename(file), openedAt: Date.now(), content: contentOf(bundle.plan, bundle.runs, bundle.manifest.files), dataset: bundle.dataset, thumbnails: bundle.thumbnails })
      if (bundle.choices) await store.saveReportChoices(id, bundle.choices)
      for (const run of bundle.runs) {
        const own = runId(id, run.record.variantId, run.record.seed)
        const [events, predictions] = [await bundle.events(run), await bundle.predictions(run)]
        const record: RunRecord = { ...run.record, id: own, comparisonId: id, position: 0, hasPredictions: predictions !== null, hasCheckpoint: run.has(runFile.checkpoint) }
        await store.importRun({ record, events, predictions })
        await mkdir(join(staged, own), { recursive: true })
        for (const [name, here] of kept) if (run.has(name)) await pipeline(bundle.file(run, name), createWriteStream(join(staged, own, here)))
      }
      for (const { record } of bundle.runs) {
        const own = runId(id, record.variantId, record.seed)
        await rename(join(staged, own), runFolder(own))
        placed.push(runFolder(own))
      }
      await show(id)
      return id
    } catch (error) {
      await store.dropComparison(id)
      for (const folder of placed) await rm(folder, { recursive: true, force: true })
      throw error
    } finally {
      await rm(staged, { recursive: true, force: true })
    }
  }

  let opening: Promise<unknown> = Promise.resolve()
  return {
    /** `report`: its data as JSON. Gives the size of the file. */
    async write(comparisonId: string, { target, weights, report }: { target: string; weights: boolean; report: string }): Promise<{ bytes: number; contents: string }> {
      const line = (await store.getComparison(comparisonId))!
      const runs = await runsOf(comparisonId)
      const here = datasetOf(line.plan, runs)
      const came = here ? null : await store.readImport(comparisonId)
      const thumbnails = here ? await thumbnailsOf(runs, here) : (came?.thumbnails ?? null)
      const choices = await store.reportChoices(comparisonId)
      return writeBundle(target, { ...sources, line, runs, dataset: here?.manifest ?? came?.dataset ?? null, thumbnails, report, choices: choices && ReportChoices.parse(choices), weights })
    },
    /** One after another: the same file opened twice at once is there once. `name`: what the user calls the file. */
    open(file: string, name = file): Promise<OpenedBundle> {
      const work = opening.then(async () => {
        const bundle = await readBundle(file)
        try {
          const id = await known(bundle)
          const runs = bundle.runs.length
          // What was chosen here stays.
          if (id !== null && bundle.choices && !(await store.reportChoices(id))) await store.saveReportChoices(id, bundle.choices)
          if (id !== null) return { comparisonId: id, runs, known: true, ...(await addTo(id, runsOf, bundle, { store, runFolder, labelRuns })) }
          return { comparisonId: await bringIn(bundle, name), runs, known: false, weights: bundle.runs.filter((run) => run.has(runFile.checkpoint)).length, remarks: 0 }
        } finally {
          await bundle.close()
        }
      })
      opening = work.catch(() => {})
      return work
    },
  }
}
export type Bundles = ReturnType<typeof createBundles>
