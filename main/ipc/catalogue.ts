/** Everything there is to choose from, and what a plan may therefore name. */
import { z } from 'zod'
import type { Catalogue } from '../../preload/contract/catalogue.ts'
import { textShapeOf, type DatasetManifest } from '../../preload/contract/dataset.ts'
import { Training } from '../../preload/contract/plan.ts'
import type { DatasetReference } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { datasetEntries } from '../datasets/catalogue.ts'
import type { Datasets } from '../datasets/library.ts'
import { mechanismEntries, modelEntries, modelOf, validateVariant } from '../engine/catalogue.ts'
import type { Known } from '../plans/check.ts'

export const catalogue = (): Catalogue => ({
  mechanisms: mechanismEntries, models: modelEntries, datasets: datasetEntries(), training: z.toJSONSchema(Training, { io: 'input' }) as Catalogue['training'],
})

/** What checkPlan should know here and now. Sizes are checked for datasets that are on this disk already. */
export function knownHere(datasets: Datasets): Known {
  const manifests = datasets.list()
  return {
    catalogue: catalogue(),
    datasets: manifests.map(({ key }) => key),
    modelOf,
    fits(variant, reference) {
      const manifest = manifests.find(({ key }) => key === datasets.key(reference))
      return manifest ? validateVariant(variant, { shape: manifest.shape, text: textShapeOf(manifest) }) : []
    },
  }
}

/** The packed dataset that a plan names; null while it is not made, when it was removed, or when another has its name now than the one these runs saw. */
export function manifestHere(datasets: Pick<Datasets, 'key' | 'manifest'>, reference: DatasetReference, runs: readonly Pick<RunRecord, 'environment'>[]): DatasetManifest | null {
  try {
    const manifest = datasets.manifest(datasets.key(reference))
    return runs.every(({ environment }) => !environment || environment.datasetFingerprint === manifest.fingerprint) ? manifest : null
  } catch {
    return null
  }
}
