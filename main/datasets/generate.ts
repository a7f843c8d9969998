/** Makes and packs a dataset that is a function of its parameters; in main while that is quick, else in the image process. */
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { isGenerated, keyOf, sourceOf } from './catalogue.ts'
import { writePacked } from './pack.ts'

/** Up to so many images are made in less than a second. */
const quick = 8000
export const isQuick = (parameters: Record<string, unknown>): boolean => Number(parameters['train'] ?? 0) + Number(parameters['test'] ?? 0) <= quick

/** `parameters` with their defaults; `folder` must not exist. */
export function writeGenerated(id: string, parameters: Record<string, unknown>, folder: string): DatasetManifest {
  const source = sourceOf(id)
  if (!source || !isGenerated(source)) throw new FoveaError('not-found', 'dataset.unknown', { dataset: id })
  const { pixels, ...parts } = source.generate(parameters)
  const { name, licence, attribution } = source
  return writePacked(folder, { key: keyOf(source, parameters), id, name, parameters, licence, attribution, skipped: [], warnings: [] }, { ...parts, chunks: [pixels] })
}
