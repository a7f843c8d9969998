/** Names inside a bundle, how large each may be, and the hashes over them. */
import { createHash } from 'node:crypto'
import type { BundleManifest } from '../../preload/contract/bundle.ts'
import { runFiles } from '../engine/protocol.ts'
import type { ZipRules } from '../files/zip-read.ts'

const mebi = 2 ** 20
/** ZIP without its 64-bit extension ends at 4 GiB. */
export const largestBundle = 4 * 1024 * mebi - 64 * mebi
/** 64 variants of 100 seeds with six files each, and what stands beside them. */
const mostEntries = 64 * 100 * 6 + 16

export const zipRules: ZipRules = {
  largest: largestBundle, mostEntries, foreign: false,
  codes: {
    'not-zip': 'bundles.not-bundle', truncated: 'bundles.truncated', checksum: 'bundles.checksum', 'unsafe-path': 'bundles.unsafe-path', link: 'bundles.link',
    packing: 'bundles.packing', twice: 'bundles.twice', 'too-many': 'bundles.too-many', 'too-large': 'bundles.too-large', bomb: 'bundles.bomb',
  },
}

export const files = { manifest: 'manifest.json', plan: 'plan.json', comparison: 'comparison.json', report: 'report.json', choices: 'report-choices.json', dataset: 'dataset/manifest.json', thumbnails: 'dataset/thumbnails.json', pixels: 'dataset/thumbnails.u8' } as const
export const runFile = { record: 'run.json', history: 'history.jsonl', predictions: 'predictions.safetensors', attention: 'attention.json', model: 'model.json', checkpoint: 'checkpoint.safetensors' } as const
/** What of a run's weights lies in a bundle under which name, and here. */
export const weightFiles = [[runFile.model, runFiles.model], [runFile.checkpoint, runFiles.checkpoint]] as const
export type RunFileName = (typeof runFile)[keyof typeof runFile]

export const folderOf = (variantId: string, seed: number): string => `runs/${variantId}-${seed}`

const plainLimits: Record<string, number> = {
  [files.manifest]: 32 * mebi, [files.plan]: 4 * mebi, [files.comparison]: 4 * mebi, [files.report]: 256 * mebi, [files.choices]: mebi, [files.dataset]: 16 * mebi, [files.thumbnails]: 4 * mebi, [files.pixels]: 64 * mebi,
}
const runLimits: Record<RunFileName, number> = {
  [runFile.record]: mebi, [runFile.history]: 256 * mebi, [runFile.predictions]: 1024 * mebi, [runFile.attention]: 128 * mebi, [runFile.model]: mebi, [runFile.checkpoint]: largestBundle,
}
const inRun = /^runs\/[a-z0-9][a-z0-9-]{0,60}\/([a-z]+\.[a-z]+)$/

/** The largest size of a file of this name; null for a name that does not belong into a bundle. */
export function limitOf(path: string): number | null {
  if (Object.hasOwn(plainLimits, path)) return plainLimits[path]!
  const name = inRun.exec(path)?.[1]
  return name !== undefined && Object.hasOwn(runLimits, name) ? runLimits[name as RunFileName] : null
}

type Listed = BundleManifest['files']
const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
/** The signature of everything in a bundle. */
export const signatureOf = (listed: Listed): string => createHash('sha256').update([...listed].sort(byPath).map(({ path, bytes, sha256 }) => `${path}\0${bytes}\0${sha256}\n`).join('')).digest('hex')

/** What a user chose, shown in the order it was written. */
const asWritten = new Set(['with', 'parameters'])

/** Keys in a fixed order: the same value gives the same bytes. */
export function canonical(value: unknown): string {
  const sorted = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(sorted)
    if (!inner || typeof inner !== 'object') return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, of]) => [key, asWritten.has(key) ? of : sorted(of)]))
  }
  return JSON.stringify(sorted(value))
}
