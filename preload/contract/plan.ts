/** A plan: what is compared, on what, how. The file a user writes (YAML or JSON), and what a form in the window makes. */
import { z } from 'zod'
import { Text } from './text.ts'

const Options = z.record(z.string(), z.unknown())

/** One mechanism put in one place of a model. `at` is a site the model names, such as 'stage3' or 'head'. */
export const Insertion = z.strictObject({ at: z.string(), mechanism: z.string(), with: Options.default({}) })
export type Insertion = z.infer<typeof Insertion>

export const Variant = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/).max(40),
  name: Text,
  model: z.string(),
  with: Options.default({}),
  insert: z.array(Insertion).default([]),
  /** What the variant is for: the thing tried, or a control that separates attention from size or head. */
  role: z.enum(['tried', 'control']).default('tried'),
})
export type Variant = z.infer<typeof Variant>

export const Training = z.strictObject({
  epochs: z.int().min(1).max(10_000).default(16),
  /**
   * Epochs added after the first ones, each time by its own number: the schedule runs anew over them, without a warm-up (warm restarts,
   * Loshchilov and Hutter ICLR 2017). Training on from the end of `epochs` and training all at once give the same weights.
   */
  added: z.array(z.int().min(1).max(10_000)).max(20).default([]),
  /** When given, training ends after this many steps; the schedule spans them. */
  steps: z.int().min(1).optional(),
  batch: z.int().min(1).max(4096).default(50),
  optimizer: z
    .discriminatedUnion('id', [
      z.strictObject({ id: z.literal('sgd'), learningRate: z.number().positive().default(0.1), momentum: z.number().min(0).lt(1).default(0.9), nesterov: z.boolean().default(false), weightDecay: z.number().min(0).default(1e-4) }),
      z.strictObject({ id: z.literal('adamw'), learningRate: z.number().positive().default(3e-3), beta1: z.number().min(0).lt(1).default(0.9), beta2: z.number().min(0).lt(1).default(0.999), epsilon: z.number().positive().default(1e-8), weightDecay: z.number().min(0).default(0.05) }),
    ])
    .prefault({ id: 'adamw' }),
  schedule: z.strictObject({ id: z.enum(['constant', 'cosine']).default('cosine'), warmupEpochs: z.number().min(0).default(1), finalFraction: z.number().min(0).max(1).default(0) }).prefault({}),
  labelSmoothing: z.number().min(0).lt(1).default(0),
  /** Largest gradient norm; 0 = not clipped. */
  clipNorm: z.number().min(0).default(0),
  augment: z.strictObject({ crop: z.int().min(0).default(0), flip: z.boolean().default(false), cutout: z.int().min(0).default(0) }).prefault({}),
  /** Test accuracy is measured every so many epochs (the last epoch always is). */
  evaluateEvery: z.int().min(1).default(1),
})
export type Training = z.infer<typeof Training>

export const DatasetReference = z.strictObject({ id: z.string(), with: Options.default({}) })
export type DatasetReference = z.infer<typeof DatasetReference>

export const Plan = z
  .strictObject({
    fovea: z.literal(1),
    name: Text,
    question: Text.optional(),
    /** A remark shown beside the result: what makes this task easy or hard, bounds known from theory. */
    remark: Text.optional(),
    dataset: DatasetReference,
    training: Training.prefault({}),
    seeds: z.array(z.int().min(0).max(2 ** 31 - 1)).min(1).max(100).default([1, 2, 3]),
    baseline: z.string(),
    variants: z.array(Variant).min(1).max(64),
  })
  .superRefine((plan, ctx) => {
    const ids = plan.variants.map((v) => v.id)
    ids.forEach((id, i) => {
      if (ids.indexOf(id) !== i) ctx.addIssue({ code: 'custom', path: ['variants', i, 'id'], message: `the id "${id}" is used twice` })
    })
    if (!ids.includes(plan.baseline)) ctx.addIssue({ code: 'custom', path: ['baseline'], message: `no variant has the id "${plan.baseline}"; there are: ${ids.join(', ')}` })
    if (new Set(plan.seeds).size !== plan.seeds.length) ctx.addIssue({ code: 'custom', path: ['seeds'], message: 'a seed is given twice' })
  })
export type Plan = z.infer<typeof Plan>
/** What a user may write: defaults left out. */
export type PlanInput = z.input<typeof Plan>
