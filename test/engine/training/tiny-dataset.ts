/** A packed dataset on disk, small and learnable: a bright 3 × 3 square whose quadrant is the class, on noise. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatasetManifest } from '../../../preload/contract/dataset.ts'
import { RunConfig } from '../../../preload/contract/run.ts'
import { generatorFor } from '../../../main/engine/layers/initializers.ts'
import type { TrainRequest } from '../../../main/engine/protocol.ts'

const [side, classes] = [8, 4]

export interface Tiny {
  folder: string
  images: Uint8Array
  labels: Int32Array
}

export function tinyDataset(counts = { train: 60, test: 21 }, folder = join(mkdtempSync(join(tmpdir(), 'fovea-test-')), 'dataset')): Tiny {
  mkdirSync(folder, { recursive: true })
  const total = counts.train + counts.test
  const random = generatorFor(5, 'tiny')
  const images = Uint8Array.from({ length: total * side * side }, () => random() * 80)
  const labels = Int32Array.from({ length: total }, (_, i) => i % classes)
  labels.forEach((label, i) => {
    const [top, left] = [Math.floor(label / 2) * 4 + Math.floor(random() * 2), (label % 2) * 4 + Math.floor(random() * 2)]
    for (let y = top; y < top + 3; y++) images.fill(230, i * side * side + y * side + left, i * side * side + y * side + left + 3)
  })
  const split = Uint8Array.from({ length: total }, (_, i) => (i < counts.train ? 0 : 1))
  const manifest: DatasetManifest = {
    format: 1, key: 'tiny', id: 'tiny', name: 'Tiny', parameters: {}, fingerprint: 'f'.repeat(64), shape: [side, side, 1],
    classes: Array.from({ length: classes }, (_, k) => ({ id: `${k}`, name: `${k}`, train: 0, test: 0 })),
    counts, mean: [0.25], std: [0.27], bytes: images.length, licence: 'none', attribution: '', skipped: [], warnings: [], createdAt: '2026-01-01T00:00:00Z',
  }
  writeFileSync(join(folder, 'images.u8'), images)
  writeFileSync(join(folder, 'labels.i32'), new Uint8Array(labels.buffer))
  writeFileSync(join(folder, 'split.u8'), split)
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return { folder, images, labels }
}

type Changes = { variant?: Partial<RunConfig['variant']>; training?: Record<string, unknown>; seed?: number; resume?: boolean; runFolder?: string }

/** A small CNN on the tiny dataset in a run folder of its own. */
export function tinyRequest(dataset: Tiny, changes: Changes = {}): TrainRequest {
  const config = RunConfig.parse({
    variant: { id: 'cnn', name: 'CNN', model: 'small-cnn', with: { layout: 'tiny', widths: [6, 8, 8] }, ...changes.variant },
    dataset: { id: 'tiny' },
    training: { epochs: 2, batch: 8, optimizer: { id: 'adamw', learningRate: 0.01 }, augment: { crop: 1, flip: false, cutout: 2 }, ...changes.training },
    seed: changes.seed ?? 3,
  })
  return { type: 'train', config, datasetFolder: dataset.folder, runFolder: changes.runFolder ?? mkdtempSync(join(tmpdir(), 'fovea-test-run-')), resume: changes.resume ?? false }
}
