/** A comparison: a plan, its runs, and what they show. */
import { z } from 'zod'
import { DatasetManifest } from './dataset.ts'
import { Plan } from './plan.ts'
import { Cost, RunRecord } from './run.ts'
import { Text } from './text.ts'

/** A 95 % interval. */
export const Interval = z.object({ low: z.number(), high: z.number() })
export type Interval = z.infer<typeof Interval>

export const Verdict = z.enum(['helps', 'hurts', 'unclear', 'no-evidence', 'too-few-seeds', 'incomplete'])
export type Verdict = z.infer<typeof Verdict>

/** A piece of a finding: marked 'yes' (supported), 'none' (no evidence), 'no' (against) or plain. */
export const Span = z.object({ text: z.string(), mark: z.enum(['yes', 'none', 'no']).optional() })
export type Span = z.infer<typeof Span>
export const Finding = z.object({ en: z.array(Span), 'zh-CN': z.array(Span) })
export type Finding = z.infer<typeof Finding>

/** One row of the table. Accuracies and differences are fractions 0..1; interval bounds too. */
export const ResultRow = z.object({
  variantId: z.string(),
  name: Text,
  role: z.enum(['tried', 'control', 'baseline']),
  sites: z.array(z.string()),
  /** Colour, dash and marker of the variant in this comparison; the baseline is 0. */
  slot: z.int(),
  seeds: z.int(),
  accuracies: z.array(z.number()),
  accuracy: z.number().nullable(),
  /** t interval of the mean over seeds; null below 2 seeds. */
  accuracyInterval: Interval.nullable(),
  /** To the baseline, paired over seeds; null for the baseline itself. */
  difference: z.number().nullable(),
  differenceInterval: Interval.nullable(),
  /** McNemar, mid-p, on the majority answers of the seeds; pHolm is corrected over the rows tested. */
  p: z.number().nullable(),
  pHolm: z.number().nullable(),
  /** Test images that the baseline's majority gets wrong and this one right, and the reverse. */
  fixed: z.int().nullable(),
  broken: z.int().nullable(),
  verdict: Verdict.nullable(),
  cost: Cost.nullable(),
  imagesPerSecond: z.number().nullable(),
  seconds: z.number().nullable(),
})
export type ResultRow = z.infer<typeof ResultRow>

export const FairnessNote = z.object({ ok: z.boolean(), text: Text })
export type FairnessNote = z.infer<typeof FairnessNote>

/** counts[true class][answer], over the majority answers of the seeds. */
export const Confusion = z.object({ variantId: z.string(), counts: z.array(z.array(z.int())) })
export type Confusion = z.infer<typeof Confusion>

export const ComparisonResult = z.object({
  comparisonId: z.string(),
  finding: Finding,
  limits: Text,
  fairness: z.array(FairnessNote),
  rows: z.array(ResultRow),
  confusion: z.array(Confusion),
  testImages: z.int(),
  complete: z.boolean(),
})
export type ComparisonResult = z.infer<typeof ComparisonResult>

export const ComparisonState = z.enum(['waiting', 'running', 'finished', 'stopped', 'failed'])
export type ComparisonState = z.infer<typeof ComparisonState>
/** Some of its runs wait or run. */
export const isUnderWay = ({ state }: { state: ComparisonState }): boolean => state === 'running' || state === 'waiting'
/** A comparison that another Fovea made: the name of the file it came in, and when that was opened. */
export const Imported = z.object({ file: z.string(), openedAt: z.number() })
export type Imported = z.infer<typeof Imported>

/** A line in the side list. progress 0..1 over all runs. */
export const ComparisonSummary = z.object({
  id: z.string(), name: Text, createdAt: z.number(), state: ComparisonState, progress: z.number(), runs: z.int(), finished: z.int(), failed: z.int(),
  datasetId: z.string(),
  /** Interval marks against the baseline; empty until there is a result. */
  marks: z.array(z.object({ variantId: z.string(), name: Text, slot: z.int(), difference: z.number(), interval: Interval.nullable(), verdict: Verdict })),
  finding: Finding.nullable(),
  imported: Imported.optional(),
})
export type ComparisonSummary = z.infer<typeof ComparisonSummary>

export const ComparisonDetail = z.object({
  summary: ComparisonSummary, plan: Plan, runs: z.array(RunRecord), dataset: DatasetManifest.nullable(),
  /** The dataset as a comparison of another Fovea brought it, where it is not here itself. */
  datasetThere: DatasetManifest.optional(),
})
export type ComparisonDetail = z.infer<typeof ComparisonDetail>
