/** Where the code of our own processes and threads lies: beside this file as source, beside the bundle when built. */
import { join } from 'node:path'

const sources = {
  'engine-job': 'engine/job.ts',
  'image-job': 'datasets/image-job.ts',
  'store-worker': 'store/worker.ts',
} as const
export type EntryName = keyof typeof sources

declare const __FOVEA_BUILT__: boolean | undefined
const built = typeof __FOVEA_BUILT__ !== 'undefined' && __FOVEA_BUILT__

/** Absolute path of an entry; electron.vite.config.ts builds each as out/main/<name>.js. */
export function entryFile(name: EntryName): string {
  if (!built) return join(import.meta.dirname, sources[name])
  const here = import.meta.dirname
  return join(here.endsWith('chunks') ? join(here, '..') : here, `${name}.js`)
}

/** The repository (or the packaged app): where resources/ lies. */
export const appRoot = built ? join(entryFile('engine-job'), '../../..') : join(import.meta.dirname, '..')
