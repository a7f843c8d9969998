/** evidence.*: metrics of a comparison's models, and the images behind a cell of its confusion matrix. */
import { pick } from '../../bundles/thumbnails.ts'
import { duplicateBelow, type Near } from '../../datasets/near.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { PairedImage, VariantMetrics } from '../../../preload/contract/evidence.ts'
import { pack } from '../../../preload/contract/text.ts'
import { classCount } from '../../statistics/classification.ts'
import { filtered, imagePairs } from '../../statistics/paired-images.ts'
import { thresholdCurves } from '../../statistics/threshold-curves.ts'
import { seedMetricsInTurns, variantMetrics, type SeedMetrics } from '../../statistics/variant-metrics.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import type { DatasetReference, Plan } from '../../../preload/contract/plan.ts'
import type { Thumbnails } from '../../store/interface.ts'
import { turns } from '../../turns.ts'
import { manifestHere } from '../catalogue.ts'
import { remembered } from '../remembered.ts'
import type { CallHandlers } from '../router.ts'
import { commonSeeds, resultOf, seedsOf, type SeedParts, type Seeds } from '../seeds-of.ts'

/** What it takes of Fovea's parts. */
export interface EvidenceParts extends SeedParts {
  store: SeedParts['store'] & { readImport(id: string): Promise<{ dataset: DatasetManifest | null; thumbnails: Thumbnails | null } | null> }
  datasets: {
    key(reference: DatasetReference): string; manifest(key: string): DatasetManifest; images(key: string, indices: number[]): Uint8Array<ArrayBufferLike>
    nearest(key: string, index: number, limit: number): Promise<Near[]>; duplicates(key: string, indices: number[]): Promise<(Near | null)[]>
  }
}
type Names = 'evidence.metrics' | 'evidence.images' | 'evidence.curves' | 'evidence.near' | 'evidence.duplicates'

interface Pictures { key: string | null; shape: readonly number[]; of(all: PairedImage[]): PairedImage[]; pixels(indices: number[]): Uint8Array<ArrayBufferLike> }

/** Pairs of models whose images are kept: from cell to cell only the choice among them changes. */
const mostPairings = 4
/** Runs whose metrics are kept. */
const mostRuns = 400
const nameOf = ({ id, endedAt }: RunRecord) => `${id} ${endedAt}`
/** Pixels of wrong answers looked for in the training set at once. */
const mostSearched = 64 * 1024 ** 2

export function evidenceHandlers(parts: EvidenceParts): CallHandlers<Names> {
  const { datasets, results, store } = parts
  const pairings = remembered<Promise<PairedImage[]>>(mostPairings)
  const metricsOfRun = remembered<Promise<SeedMetrics>>(mostRuns)
  const metricsOfVariant = remembered<VariantMetrics | null>(mostRuns)

  async function pairsOf(seeds: Seeds, variantId: string) {
    const { seed, before, after, indices } = commonSeeds(seeds, variantId)
    const all = await pairings([...before.runs, ...after.runs].map(nameOf).join(), () => imagePairs(before.predictions, after.predictions, indices, turns()))
    return { all, runs: { before: before.runs[0]!.id, after: after.runs[0]!.id, seed } }
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
  /** The dataset of a comparison, when it is here as its runs saw it. */
  async function datasetOf(id: string): Promise<DatasetManifest> {
    const { plan } = await results.lineOf(id)
    const { runs } = await store.listRuns({ comparisonId: id })
    const here = manifestHere(datasets, plan.dataset, runs)
    if (!here) throw new FoveaError('unavailable', 'evidence.no-dataset', { dataset: plan.dataset.id })
    return here
  }
  return {
    'evidence.metrics': async ({ id }) => {
      const { results: found, baseline, answers } = await seedsOf(parts, id)
      const ordered = [baseline, ...found.filter((result) => result !== baseline)]
      const variants: VariantMetrics[] = []
      // 10,000 test images take a while.
      const turn = turns()
      for (const [slot, result] of ordered.entries()) {
        const seeds: SeedMetrics[] = []
        for (const [seed, predictions] of result.predictions) {
          seeds.push(await metricsOfRun(nameOf(result.runs.get(seed)!), () => seedMetricsInTurns(predictions, turn)))
        }
        const names = [...baseline.runs.values(), ...result.runs.values()].map(nameOf)
        const metrics = metricsOfVariant(`${slot} ${names.join()}`, () => variantMetrics(result, baseline, slot, seeds))
        if (metrics) variants.push(metrics)
        await turn()
      }
      return { variants, testImages: answers.values().next().value?.labels.length ?? 0 }
    },
    'evidence.images': async ({ id, variantId, filter, offset, limit }) => {
      const seeds = await seedsOf(parts, id, variantId)
      const { all: pairs, runs } = await pairsOf(seeds, variantId)
      const all = filtered(pairs, filter)
      const seen = await picturesOf(id, seeds.plan, seeds.runs)
      const images = seen.of(all).slice(offset, offset + limit)
      const changed = (was: boolean) => all.filter(({ truth, before, after }) => (before.answer === truth) === was && (after.answer === truth) !== was).length
      return {
        total: all.length, fixed: changed(false), broken: changed(true), images,
        pixels: pack('u8', [images.length, ...seen.shape], seen.pixels(images.map(({ index }) => index))),
        runs, datasetKey: seen.key, unseen: all.length - seen.of(all).length,
      }
    },
    'evidence.curves': async ({ id, variantId, classIndex }) => {
      const { predictions } = resultOf(await seedsOf(parts, id, variantId), variantId)
      const classes = [...predictions.values()].map(classCount)[0] ?? 0
      if (classes && classIndex >= classes) throw new FoveaError('not-found', 'evidence.no-class', { index: classIndex, classes })
      return thresholdCurves(predictions, classIndex, turns())
    },
    'evidence.near': async ({ id, index, limit }) => {
      const { key, shape, counts } = await datasetOf(id)
      if (index >= counts.train + counts.test) throw new FoveaError('not-found', 'runs.no-image', { dataset: key, index })
      // Of the training images the nearest is itself.
      if (index < counts.train) throw new FoveaError('invalid', 'evidence.not-test-image', { index, first: counts.train, last: counts.train + counts.test - 1 })
      const images = await datasets.nearest(key, index, limit)
      const pixels = (indices: number[]) => Uint8Array.from(datasets.images(key, indices))
      return { images, pixels: pack('u8', [images.length, ...shape], pixels(images.map((one) => one.index))), image: pack('u8', [...shape], pixels([index])), duplicateBelow }
    },
    'evidence.duplicates': async ({ id, variantId }) => {
      const { key, shape } = await datasetOf(id)
      const wrong = filtered((await pairsOf(await seedsOf(parts, id, variantId), variantId)).all, { by: 'worst' })
      const searched = wrong.slice(0, Math.max(1, Math.floor(mostSearched / (shape[0] * shape[1] * shape[2]))))
      const found = await datasets.duplicates(key, searched.map(({ index }) => index))
      return { wrong: wrong.length, searched: searched.length, images: searched.flatMap(({ index, truth, after }, i) => (found[i] ? [{ index, truth, answer: after.answer, training: found[i] }] : [])) }
    },
  }
}
