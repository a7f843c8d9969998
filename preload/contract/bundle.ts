/**
 * A Fovea bundle: one ZIP (.fovea) with a comparison that another Fovea opens as runs.
 *   plan.json, comparison.json, report.json, report-choices.json (where the author chose anything)
 *   runs/<variant>-<seed>/{run.json, history.jsonl, predictions.safetensors, attention.json, model.json, checkpoint.safetensors}
 *   dataset/{manifest.json, thumbnails.json, thumbnails.u8}
 *   manifest.json: what is in it and how to know that it is whole.
 * Ids stand in comparison.json and report.json alone: the rest is the same under whatever id it is opened.
 */
import { z } from 'zod'
import { AttentionMap } from './inspect.ts'
import { RunRecord, SequencedEvent } from './run.ts'

export const bundleVersion = 1
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.int().nonnegative()

/** contents: SHA-256 over the sorted list of files; the same contents, the same 64 signs. created: when the last run ended. */
export const BundleManifest = z.strictObject({
  format: z.literal('fovea-bundle'),
  version: z.literal(bundleVersion),
  fovea: z.string().max(40),
  created: time,
  files: z.array(z.strictObject({ path: z.string().min(1).max(200), bytes: z.int().nonnegative(), sha256 })).max(100_000),
  contents: sha256,
})
export type BundleManifest = z.infer<typeof BundleManifest>

/** runs: their folders, in the order of the queue. */
export const BundleComparison = z.strictObject({ id: z.string().regex(/^[a-z0-9]{1,40}$/), createdAt: time, runs: z.array(z.string().max(100)).min(1).max(6400) })
export type BundleComparison = z.infer<typeof BundleComparison>

/** What was under way counts as stopped; whether predictions and weights are there, the files say. */
export const BundleRun = RunRecord.omit({ id: true, comparisonId: true, position: true, hasPredictions: true, hasCheckpoint: true })
  .extend({ state: z.enum(['finished', 'stopped', 'failed']), createdAt: time, startedAt: time.nullable(), endedAt: time.nullable() })
export type BundleRun = z.infer<typeof BundleRun>

/** A line of history.jsonl. */
export const BundleEvent = SequencedEvent.extend({ seq: z.int().min(1).max(2 ** 31 - 1), time })

/** Test images as the models saw them, of the shape that dataset/manifest.json names; the pixels lie in thumbnails.u8. */
export const BundleThumbnails = z.strictObject({ indices: z.array(z.int().nonnegative()), labels: z.array(z.int().nonnegative()) })
export type BundleThumbnails = z.infer<typeof BundleThumbnails>

/** Attention over some test images, as a finished run leaves it. */
export const BundleAttention = z.object({
  indices: z.array(z.int().nonnegative()).max(1000),
  captions: z.array(z.array(z.int().nonnegative())).optional(),
  answers: z.array(z.object({ answer: z.int(), probability: z.number() })),
  maps: z.array(z.array(AttentionMap)),
})

/**
 * What opening a bundle came to. `known`: it was here already, and only what was missing came from the file: the weights of `weights` runs,
 * and tags, notes or measurements of `remarks` runs.
 */
export const OpenedBundle = z.object({ comparisonId: z.string(), runs: z.int(), known: z.boolean(), weights: z.int(), remarks: z.int() })
export type OpenedBundle = z.infer<typeof OpenedBundle>
