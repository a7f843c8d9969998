/** evidence.*: metrics of a comparison's models, and the images behind a cell of its confusion matrix. */
import { setImmediate as breathe } from 'node:timers/promises'
import { pick } from '../../bundles/thumbnails.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { PairedImage, VariantMetrics } from '../../../preload/contract/evidence.ts'
import { pack } from '../../../preload/contract/text.ts'
import { pairedImages } from '../../statistics/paired-images.ts'
import { seedResults } from '../../statistics/rows.ts'
import { variantMetrics } from '../../statistics/variant-metrics.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import type { DatasetReference, Plan } from '../../../preload/contract/plan.ts'
import type { StoredPredictions, Thumbnails } from '../../store/interface.ts'
import { manifestHere } from '../catalogue.ts'
import type { CallHandlers } from '../router.ts'

/** What it takes of Fovea's parts. */
export interface EvidenceParts {
  results: { lineOf(id: string): Promise<{ plan: Plan }> }
  store: { listRuns(input: { comparisonId: string }): Promise<{ runs: RunRecord[] }>; readPredictions(runIds: string[]): Promise<Map<string, Pick<StoredPredictions, 'logits' | 'labels' | 'indices'>>>; readImport(id: string): Promise<{ dataset: DatasetManifest | null; thumbnails: Thumbnails | null } | null> }
  datasets: { key(reference: DatasetReference): string; manifest(key: string): DatasetManifest; images(key: string, indices: number[]): Uint8Array<ArrayBufferLike> }
}

interface Pictures { key: string | null; shape: readonly number[]; of(all: PairedImage[]): PairedImage[]; pixels(indices: number[]): Uint8Array<ArrayBufferLike> }

export function evidenceHandlers({ datasets, results, store }: EvidenceParts): CallHandlers<'evidence.metrics' | 'evidence.images'> {
  /** `only`: the variant that is set against the baseline, when the others are not wanted. */
  async function seedsOf(id: string, only?: string) {
    const { plan } = await results.lineOf(id)
    const { runs } = await store.listRuns({ comparisonId: id })
    const predictions = await store.readPredictions(runs.filter((run) => run.state === 'finished' && run.hasPredictions && (only === undefined || run.variantId === only || run.variantId === plan.baseline)).map((run) => run.id))
    const found = seedResults(plan, runs, predictions)
    return { plan, runs, predictions, results: found, baseline: found.find((result) => result.variant.id === plan.baseline)! }
  }
  /** Pictures from the dataset; where it is not here, those that came with the comparison, as many as there are. */
  async function picturesOf(id: string, plan: Plan, runs: readonly RunRecord[]): Promise<Pictures> {
    const here = manifestHere(datasets, plan.dataset, runs)
    if (here) return { key: here.key, shape: here.shape, of: (all) => all, pixels: (indices) => datasets.images(here.key, indices) }
    const { dataset, thumbnails } = (await store.readImport(id)) ?? { dataset: null, thumbnails: null }
    // Says what is the matter with the dataset here, or that there is none.
    if (!dataset || !thumbnails) {
      const key = datasets.key(plan.dataset)
      datasets.manifest(key)
      throw new FoveaError('conflict', 'runs.dataset-changed', { id: runs[0]?.id ?? id, dataset: key })
    }
    const there = new Set(thumbnails.indices)
    const size = dataset.shape.reduce((a, b) => a * b, 1)
    return { key: null, shape: dataset.shape, of: (all) => all.filter(({ index }) => there.has(index)), pixels: (indices) => pick(thumbnails, size, indices).pixels }
  }
  return {
    'evidence.metrics': async ({ id }) => {
      const { results: found, baseline, predictions } = await seedsOf(id)
      const ordered = [baseline, ...found.filter((result) => result !== baseline)]
      const variants: VariantMetrics[] = []
      for (const [slot, result] of ordered.entries()) {
        // Others get their turn: 10,000 test images take a while.
        await breathe()
        const metrics = variantMetrics(result, baseline, slot)
        if (metrics) variants.push(metrics)
      }
      return { variants, testImages: predictions.values().next().value?.labels.length ?? 0 }
    },
    'evidence.images': async ({ id, variantId, filter, offset, limit }) => {
      const { plan, runs, predictions, results: found, baseline } = await seedsOf(id, variantId)
      const tried = found.find((result) => result.variant.id === variantId)
      if (!tried) throw new FoveaError('not-found', 'comparisons.no-variant', { id: variantId })
      const seeds = [...tried.runs.keys()].filter((seed) => baseline.runs.has(seed))
      const [seed] = seeds
      if (seed === undefined) throw new FoveaError('conflict', 'comparisons.no-common-seed')
      const of = (result: typeof tried) => seeds.map((one) => result.predictions.get(one)!)
      const { indices } = predictions.get(tried.runs.get(seed)!.id)!
      const all = pairedImages(of(baseline), of(tried), indices, filter)
      const seen = await picturesOf(id, plan, runs)
      const images = seen.of(all).slice(offset, offset + limit)
      const changed = (was: boolean) => all.filter(({ truth, before, after }) => (before.answer === truth) === was && (after.answer === truth) !== was).length
      return {
        total: all.length, fixed: changed(false), broken: changed(true), images,
        pixels: pack('u8', [images.length, ...seen.shape], seen.pixels(images.map(({ index }) => index))),
        runs: { before: baseline.runs.get(seed)!.id, after: tried.runs.get(seed)!.id, seed },
        datasetKey: seen.key, unseen: all.length - seen.of(all).length,
      }
    },
  }
}
