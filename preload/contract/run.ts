/** A run (one variant, one seed) and what is heard of it while it goes. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Measures, unmeasured } from './measure.ts'
import { DatasetReference, Training, Variant } from './plan.ts'

export const RunState = z.enum(['queued', 'running', 'finished', 'stopped', 'failed'])
export type RunState = z.infer<typeof RunState>

/** Everything a run is a function of. */
export const RunConfig = z.object({ variant: Variant, dataset: DatasetReference, training: Training, seed: z.int() })
export type RunConfig = z.infer<typeof RunConfig>

/** Counted from the recorded operations. MACs per image, forward, attention products included; share = attention's part of them. */
export const Cost = z.object({ parameters: z.int(), macs: z.number(), macsWithoutAttentionProducts: z.number(), attentionShare: z.number(), activationBytes: z.number() })
export type Cost = z.infer<typeof Cost>

export const Environment = z.object({
  fovea: z.string(), node: z.string(), tensorflow: z.string(), device: z.string(), cores: z.int(), memoryBytes: z.number(), platform: z.string(), datasetFingerprint: z.string(),
})
export type Environment = z.infer<typeof Environment>

export const Point = z.object({ metric: z.string(), step: z.int(), value: z.number() })
export type Point = z.infer<typeof Point>

/**
 * What a job says. Metrics: 'train/loss' (every step), 'train/learning-rate', 'train/accuracy', 'test/accuracy', 'test/loss' (every epoch),
 * and of models with attention, on the same few test images after every epoch: 'attention/entropy', 'attention/head-agreement' and
 * 'attention/distance' (in pixels of the image), the mean over the layers that have one, and each with '@layer' behind it for one layer.
 */
export const RunEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), environment: Environment, cost: Cost, steps: z.int(), stepsPerEpoch: z.int(), fromStep: z.int() }),
  z.object({ type: z.literal('metrics'), points: z.array(Point) }),
  z.object({ type: z.literal('progress'), step: z.int(), steps: z.int(), epoch: z.number(), imagesPerSecond: z.number(), secondsLeft: z.number(), memoryBytes: z.number() }),
  z.object({ type: z.literal('checkpoint'), step: z.int(), file: z.string() }),
  z.object({ type: z.literal('finished'), step: z.int(), seconds: z.number(), imagesPerSecond: z.number(), testAccuracy: z.number(), testLoss: z.number() }),
  z.object({ type: z.literal('stopped'), step: z.int(), seconds: z.number() }),
  z.object({ type: z.literal('failed'), step: z.int(), problem: Problem }),
  /** problem: the same in the words of the one who reads. */
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warning']), message: z.string(), problem: Problem.optional() }),
])
export type RunEvent = z.infer<typeof RunEvent>

export const SequencedEvent = z.object({ seq: z.int(), time: z.number(), event: RunEvent })
export type SequencedEvent = z.infer<typeof SequencedEvent>

export const RunRecord = z.object({
  id: z.string(),
  comparisonId: z.string(),
  variantId: z.string(),
  seed: z.int(),
  state: RunState,
  config: RunConfig,
  position: z.int(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  step: z.int(),
  steps: z.int().nullable(),
  stepsPerEpoch: z.int().nullable(),
  cost: Cost.nullable(),
  environment: Environment.nullable(),
  seconds: z.number().nullable(),
  imagesPerSecond: z.number().nullable(),
  testAccuracy: z.number().nullable(),
  testLoss: z.number().nullable(),
  problem: Problem.nullable(),
  hasPredictions: z.boolean(),
  hasCheckpoint: z.boolean(),
  /** Words of the user's. */
  tags: z.array(z.string()).default([]),
  note: z.string().default(''),
  archivedAt: z.number().nullable().default(null),
  /** The run whose weights it began with, trained for longer here. */
  parentId: z.string().nullable().default(null),
  measures: Measures.default(unmeasured),
})
export type RunRecord = z.infer<typeof RunRecord>

/** A curve, down-sampled so that minimum and maximum of every bucket are kept. */
export const Curve = z.object({ runId: z.string(), metric: z.string(), steps: z.array(z.number()), values: z.array(z.number()) })
export type Curve = z.infer<typeof Curve>

/** What one run is expected to take, from steps measured here: their median, and what the 10th and 90th hundredth of them would give. */
export const RunTime = z.object({ seconds: z.number(), low: z.number(), high: z.number(), steps: z.int(), measuredSteps: z.int() })
export type RunTime = z.infer<typeof RunTime>
