/** An evaluation: many images of the user's own, dropped at once, answered by chosen runs. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Interval } from './comparison.ts'
import { Text } from './text.ts'

/** path: a folder, a .zip or one image, of the desktop or the terminal. upload: the same files, sent; with `file`, the parts sent are the pieces of this one. */
export const EvaluationSource = z.discriminatedUnion('from', [z.object({ from: z.literal('path'), path: z.string().min(1) }), z.object({ from: z.literal('upload'), uploadId: z.string().min(1).max(200), file: z.string().min(1).max(255).optional() })])
export type EvaluationSource = z.infer<typeof EvaluationSource>

/** Where the true classes come from: the name of the folder an image lies in, a CSV among the files (image, class), or nowhere. */
export const LabelSource = z.enum(['folders', 'table', 'none'])
export type LabelSource = z.infer<typeof LabelSource>

export const Evaluation = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  /** In the order of the answers; the first is what others are set against. */
  runs: z.array(z.object({ id: z.string(), name: Text, seed: z.int(), slot: z.int() })),
  classes: z.array(Text),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** Images answered, refused ones included; total null while the files are still being listed. */
  done: z.int(),
  total: z.int().nullable(),
  refused: z.int(),
  labels: LabelSource,
  labelled: z.int(),
  imagesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Why it failed, or what the user should hear of it: names of classes the dataset does not have. */
  problem: Problem.nullable(),
  warnings: z.array(Problem),
})
export type Evaluation = z.infer<typeof Evaluation>

/** One image, in the order of the files. */
export const EvaluatedImage = z.object({
  row: z.int(),
  name: z.string(),
  label: z.int().nullable(),
  /** In the order of the runs; empty where the image was refused. */
  answers: z.array(z.object({ answer: z.int(), probability: z.number() })),
  /** Share of the runs that give the most frequent answer. */
  agreement: z.number().nullable(),
  problem: Problem.nullable(),
})
export type EvaluatedImage = z.infer<typeof EvaluatedImage>

export const EvaluationSort = z.object({ by: z.enum(['row', 'name', 'label', 'answer', 'probability', 'agreement']), run: z.int().nonnegative().default(0), descending: z.boolean().default(false) })
export type EvaluationSort = z.infer<typeof EvaluationSort>
/** All that is given must hold. wrong and answerBy: an index among the runs; without answerBy an answer may be any run's. */
export const EvaluationFilter = z.object({ text: z.string().max(200).optional(), wrong: z.int().nonnegative().optional(), disagree: z.boolean().optional(), refused: z.boolean().optional(), label: z.int().nonnegative().optional(), answer: z.int().nonnegative().optional(), answerBy: z.int().nonnegative().optional() })
export type EvaluationFilter = z.infer<typeof EvaluationFilter>

/** answers (runs, classes): how often each is given; agreed: to how many images all runs give the same. `runs` speaks of the images that have a label, and is empty without any. Intervals: Wilson for the accuracy; against the first run: mid-p McNemar, corrected by Holm over the others. */
export const EvaluationMetrics = z.object({
  answered: z.int(),
  agreed: z.int(),
  answers: z.array(z.array(z.int())),
  labelled: z.int(),
  runs: z.array(z.object({
    accuracy: z.number(), interval: Interval, macroF1: z.number(), logLoss: z.number(), expectedCalibrationError: z.number(),
    classes: z.array(z.object({ precision: z.number().nullable(), recall: z.number().nullable(), f1: z.number().nullable(), support: z.int() })),
    confusion: z.array(z.array(z.int())),
    against: z.object({ difference: z.number(), fixed: z.int(), broken: z.int(), p: z.number(), pHolm: z.number() }).nullable(),
  })),
})
export type EvaluationMetrics = z.infer<typeof EvaluationMetrics>
