/** What stands behind a result: metrics of each model, and the very images on which it and the baseline differ. */
import { z } from 'zod'
import { FairnessNote, Finding, Interval, Verdict } from './comparison.ts'
import { Packed, Text } from './text.ts'

/** Mean over the seeds and its 95 % t interval; no interval below 2 seeds. */
export const SeedMean = z.object({ mean: z.number(), interval: Interval.nullable() })
export type SeedMean = z.infer<typeof SeedMean>

/** One bin of the answer's probability: images, their mean probability, and the share answered right; over all seeds together. */
export const ReliabilityBin = z.object({ count: z.number(), confidence: z.number(), accuracy: z.number() })
export type ReliabilityBin = z.infer<typeof ReliabilityBin>

export const Calibration = z.object({ expected: SeedMean, largest: SeedMean, bins: z.array(ReliabilityBin) })
export type Calibration = z.infer<typeof Calibration>

export const VariantMetrics = z.object({
  variantId: z.string(), name: Text, slot: z.int(), seeds: z.int(),
  accuracy: SeedMean, macroF1: SeedMean, kappa: SeedMean, matthews: SeedMean, logLoss: SeedMean, brier: SeedMean,
  /** Share of images whose true class is among the two, or five, most probable; null with too few classes. */
  top2: SeedMean.nullable(), top5: SeedMean.nullable(),
  /** Mean over the classes of the area under the ROC curve, each class against the rest; null when a class has no images. */
  areaUnderRoc: SeedMean.nullable(),
  classes: z.array(z.object({ precision: SeedMean, recall: SeedMean, f1: SeedMean, areaUnderRoc: SeedMean.nullable(), averagePrecision: SeedMean.nullable(), support: z.int() })),
  calibration: Calibration,
  /** After temperature scaling: each half of the test images with the temperature fitted on the other half. */
  scaled: Calibration,
  temperature: SeedMean,
  /** Against the baseline, null for itself. */
  against: z.object({
    /** Of the majority answers, by bootstrap over images (BCa; percentile where BCa is not defined). */
    difference: z.number(), imageInterval: Interval,
    fixed: z.int(), broken: z.int(), bothWrong: z.int(), bothRight: z.int(),
    /** Cohen's dz of the paired differences over seeds, and the seeds that would show it with a power of 80 %; null where it has none. */
    effect: z.number().nullable(), neededSeeds: z.int().nullable(),
  }).nullable(),
})
export type VariantMetrics = z.infer<typeof VariantMetrics>
export const EvidenceMetrics = z.object({ variants: z.array(VariantMetrics), testImages: z.int() })
export type EvidenceMetrics = z.infer<typeof EvidenceMetrics>

/** cell: of this true class, read as `answer` by one of the two and not by the other (or by the one named). */
export const ImageFilter = z.discriminatedUnion('by', [
  z.object({ by: z.literal('cell'), truth: z.int().nonnegative(), answer: z.int().nonnegative(), of: z.enum(['change', 'before', 'after']) }),
  z.object({ by: z.literal('change'), change: z.enum(['fixed', 'broken', 'both-wrong']) }),
  /** Images the variant gets wrong, the most certain first. */
  z.object({ by: z.literal('worst') }),
])
export type ImageFilter = z.infer<typeof ImageFilter>

/** Majority answer of the seeds, and the mean of their probabilities for it. */
const MajorityAnswer = z.object({ answer: z.int(), probability: z.number() })
export const PairedImage = z.object({ index: z.int(), truth: z.int(), before: MajorityAnswer, after: MajorityAnswer })
export type PairedImage = z.infer<typeof PairedImage>

export const EvidenceImages = z.object({
  total: z.int(), fixed: z.int(), broken: z.int(), images: z.array(PairedImage),
  /** u8 (n, H, W, C), in the order of `images`. */
  pixels: Packed,
  /** The runs whose maps stand for the two: the first seed that both have. */
  runs: z.object({ before: z.string(), after: z.string(), seed: z.int() }),
  /** Null where the dataset is not here: the pictures are those that came with the comparison, `unseen` images have none. */
  datasetKey: z.string().nullable(),
  unseen: z.int(),
})
export type EvidenceImages = z.infer<typeof EvidenceImages>

/** One class against the rest, of each seed: false positive rate → recall, and recall → precision. Points where nothing bends are left out. */
export const ThresholdCurves = z.object({
  seeds: z.array(z.object({ seed: z.int(), roc: z.object({ x: z.array(z.number()), y: z.array(z.number()) }), precisionRecall: z.object({ x: z.array(z.number()), y: z.array(z.number()) }) })),
  areaUnderRoc: SeedMean.nullable(), averagePrecision: SeedMean.nullable(),
  /** Share of the images that are of the class: the precision of guessing. */
  prevalence: z.number(),
})
export type ThresholdCurves = z.infer<typeof ThresholdCurves>

/** Training images nearest to a test image, the nearest first. distance: root mean square of the differences of pixels on 0..1, each image shifted to mean 0 and scaled to spread 1. */
export const NearImages = z.object({ images: z.array(z.object({ index: z.int(), label: z.int(), distance: z.number() })), pixels: Packed, /** The test image itself. */ image: Packed, /** Below it two images count as the same. */ duplicateBelow: z.number() })
export type NearImages = z.infer<typeof NearImages>

/** Wrong answers of a model, the most certain first, whose image is in the training set as well. searched: of how many it was looked for. */
export const Duplicates = z.object({ wrong: z.int(), searched: z.int(), images: z.array(z.object({ index: z.int(), truth: z.int(), answer: z.int(), training: z.object({ index: z.int(), label: z.int(), distance: z.number() }) })) })
export type Duplicates = z.infer<typeof Duplicates>

/** What counts: the runs of the seeds used, and their accuracies seed by seed (the mean, where a seed has several runs). */
export const GroupSide = z.object({ runIds: z.array(z.string()), name: Text, seeds: z.array(z.int()), accuracies: z.array(z.number()), accuracy: SeedMean })
export type GroupSide = z.infer<typeof GroupSide>
/**
 * Any two groups of runs on one test set. Intervals 95 %. McNemar's p on the majority answers of the groups stands for this one
 * comparison and is not corrected. effect: Cohen's dz of the pairs, else d over the pooled deviation; neededSeeds of each group.
 */
export const GroupComparison = z.object({
  before: GroupSide, after: GroupSide, testImages: z.int(),
  /** Paired over the seeds that both have; else over two independent groups (Welch). */
  paired: z.boolean(), difference: z.number(), seedInterval: Interval.nullable(),
  imageInterval: Interval, fixed: z.int(), broken: z.int(), bothRight: z.int(), bothWrong: z.int(), midP: z.number(), exactP: z.number(),
  effect: z.number().nullable(), neededSeeds: z.int().nullable(), verdict: Verdict, finding: Finding, fairness: z.array(FairnessNote),
})
export type GroupComparison = z.infer<typeof GroupComparison>
