/** Gathers what a report needs from the folders of runs and of the dataset. What cannot be read is left out, the rest stays. */
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ComparisonDetail, ComparisonResult } from '../../preload/contract/comparison.ts'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { Curve } from '../../preload/contract/run.ts'
import type { SampledMaps } from '../engine/protocol.ts'
import { runFiles } from '../engine/protocol.ts'
import type { Images, ReportInput } from './model.ts'

const samples = 8

/** `indices` null: the first images of the test split. */
export async function readImages(folder: string, manifest: DatasetManifest, indices: readonly number[] | null): Promise<Images | null> {
  try {
    const [labels, split] = await Promise.all([readFile(join(folder, 'labels.i32')), readFile(join(folder, 'split.u8'))])
    const chosen = indices ?? [...split.keys()].filter((i) => split[i] === 1).slice(0, samples)
    const size = manifest.shape[0] * manifest.shape[1] * manifest.shape[2]
    const pixels = new Uint8Array(chosen.length * size)
    const file = await open(join(folder, 'images.u8'))
    try {
      for (const [place, index] of chosen.entries()) await file.read(pixels, place * size, size, index * size)
    } finally {
      await file.close()
    }
    return { pixels, shape: manifest.shape, labels: chosen.map((i) => labels.readInt32LE(i * 4)), indices: [...chosen] }
  } catch {
    return null
  }
}

async function readMaps(folder: string): Promise<SampledMaps | null> {
  try {
    return JSON.parse(await readFile(join(folder, runFiles.attention), 'utf8')) as SampledMaps
  } catch {
    return null
  }
}

export interface ReportSources {
  detail: ComparisonDetail
  result: ComparisonResult
  /** 'test/accuracy' of all runs of the comparison. */
  curves: readonly Curve[]
  datasetFolder(key: string): string
  runFolder(id: string): string
}

export async function collectReport({ detail: { plan, runs, dataset }, result, curves, datasetFolder, runFolder }: ReportSources): Promise<Omit<ReportInput, 'catalogue'>> {
  const attention = new Map<string, SampledMaps>()
  for (const { id } of plan.variants) {
    const run = plan.seeds.map((seed) => runs.find((r) => r.variantId === id && r.seed === seed && r.state === 'finished')).find(Boolean)
    const maps = run && (await readMaps(runFolder(run.id)))
    if (maps?.indices.length) attention.set(id, maps)
  }
  const shown = attention.values().next().value?.indices.slice(0, samples) ?? null
  return { plan, runs, result, dataset, curves, attention, images: dataset && (await readImages(datasetFolder(dataset.key), dataset, shown)) }
}
