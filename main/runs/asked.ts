/** Runs that are asked together: their weights are here, and they learned the same classes from images of the same shape. */
import { isDeepStrictEqual } from 'node:util'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import type { Datasets } from '../datasets/library.ts'
import type { Store } from '../store/interface.ts'

/** manifest: of the first run's dataset; in shape, classes and captions those of the others are the same. */
export interface AskedTogether { runs: RunRecord[]; manifest: DatasetManifest }

/** steps: by run, a snapshot that is asked in place of its last weights. */
export async function askedTogether(ids: readonly string[], { store, datasets }: { store: Pick<Store, 'getRun'>; datasets: Pick<Datasets, 'key' | 'manifest'> }, steps: Record<string, number> = {}): Promise<AskedTogether> {
  const asked = await Promise.all(ids.map(async (id) => {
    const run = await store.getRun(id)
    if (!run) throw new FoveaError('not-found', 'runs.unknown', { id })
    if (!run.hasCheckpoint && steps[id] === undefined) throw new FoveaError('conflict', 'runs.no-checkpoint', { id })
    const manifest = datasets.manifest(datasets.key(run.config.dataset))
    // Another dataset under the same name would give the answers the names of its own classes.
    if (run.environment && run.environment.datasetFingerprint !== manifest.fingerprint) throw new FoveaError('conflict', 'runs.dataset-changed', { id, dataset: manifest.key })
    return { run, manifest }
  }))
  const { manifest } = asked[0]!
  const learned = ({ shape, captions, classes }: DatasetManifest) => ({ shape, captions, classes: classes.map((one) => one.id) })
  if (asked.some((one) => !isDeepStrictEqual(learned(one.manifest), learned(manifest)))) throw new FoveaError('invalid', 'runs.mixed-classes')
  return { runs: asked.map(({ run }) => run), manifest }
}
