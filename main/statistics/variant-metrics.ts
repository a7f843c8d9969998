/** All metrics of one variant, over its seeds, and what sets it apart from the baseline. */
import type { Calibration, SeedMean, VariantMetrics } from '../../preload/contract/evidence.ts'
import { calibrationError, reliability, scaledByHalves, temperatureOf, type Bin } from './calibration.ts'
import { cohenKappa, matthews, perClass } from './class-metrics.ts'
import { accuracy, answers, classCount, confusion, type Predictions } from './classification.ts'
import { cohenDz, neededSeeds } from './effect.ts'
import { imageDifference } from './image-difference.ts'
import { mean, meanInterval } from '../../preload/contract/intervals.ts'
import { brier, logLoss, probabilities, topK } from './probabilities.ts'
import { rankingAreas } from './ranking.ts'
import type { SeedResults } from './rows.ts'

const over = (values: readonly number[]): SeedMean => ({ mean: mean(values), interval: meanInterval(values) })
const overKnown = (values: readonly (number | null)[]): SeedMean | null => (values.every((v) => v !== null) ? over(values as number[]) : null)

function pooled(all: readonly Bin[][]): Bin[] {
  return all[0]!.map((_, i) => {
    const same = all.map((bins) => bins[i]!)
    const count = same.reduce((sum, bin) => sum + bin.count, 0)
    const weighted = (name: 'confidence' | 'accuracy') => (count ? same.reduce((sum, bin) => sum + bin.count * bin[name], 0) / count : 0)
    return { count, confidence: weighted('confidence'), accuracy: weighted('accuracy') }
  })
}

function calibrationOf(all: readonly Bin[][]): Calibration {
  const errors = all.map(calibrationError)
  return { expected: over(errors.map((e) => e.expected)), largest: over(errors.map((e) => e.largest)), bins: pooled(all) }
}

/** Everything of one seed, step by step: with a thousand classes it takes seconds, and whoever computes it may do something else in between. */
function* steps(predictions: Predictions) {
  const { labels } = predictions
  const classes = classCount(predictions)
  const p = probabilities(predictions)
  yield
  const given = answers(predictions)
  const counts = confusion(given, labels, classes)
  const metrics = perClass(counts)
  yield
  const agreement = { accuracy: accuracy(given, labels), macroF1: mean(metrics.map((m) => m.f1)), kappa: cohenKappa(counts), matthews: matthews(counts) }
  yield
  const scores = new Float64Array(labels.length)
  const ranked: ({ area: number; averagePrecision: number } | null)[] = []
  for (const [k, { support }] of metrics.entries()) {
    for (let i = 0; i < scores.length; i++) scores[i] = p[i * classes + k]!
    ranked.push(!support || support === labels.length ? null : rankingAreas(scores, Array.from(labels, (label) => label === k)))
    yield
  }
  const even = temperatureOf(predictions, 0)
  yield
  const odd = temperatureOf(predictions, 1)
  yield
  const scaledBins = reliability(scaledByHalves(predictions, [even, odd]), labels)
  yield
  return {
    ...agreement, classes: metrics, ranked, bins: reliability(p, labels), scaledBins, temperature: (even + odd) / 2,
    logLoss: logLoss(p, labels), brier: brier(p, labels), top2: classes > 2 ? topK(p, labels, 2) : null, top5: classes > 5 ? topK(p, labels, 5) : null,
  }
}

function seedMetrics(predictions: Predictions) {
  const work = steps(predictions)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
/** The same, waiting for `turn` between two steps. */
export async function seedMetricsInTurns(predictions: Predictions, turn: () => Promise<void>): Promise<SeedMetrics> {
  const work = steps(predictions)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await turn()
  }
}
export type SeedMetrics = ReturnType<typeof seedMetrics>

function against(baseline: SeedResults, tried: SeedResults): VariantMetrics['against'] {
  const seeds = [...tried.predictions.keys()].filter((seed) => baseline.predictions.has(seed))
  if (!seeds.length) return null
  const of = ({ predictions }: SeedResults) => seeds.map((seed) => predictions.get(seed)!)
  const effect = cohenDz(seeds.map((seed) => tried.accuracies.get(seed)! - baseline.accuracies.get(seed)!))
  return { ...imageDifference(of(baseline), of(tried)), effect, neededSeeds: effect ? neededSeeds(effect) : null }
}

/**
 * `slot`: the variant's place in the plan, the baseline 0. Of a variant without finished seeds there is nothing to say: null.
 * `seeds`: the metrics of its seeds, in their order, where they are known already.
 */
export function variantMetrics(result: SeedResults, baseline: SeedResults, slot: number, seeds = [...result.predictions.values()].map(seedMetrics)): VariantMetrics | null {
  if (!seeds.length) return null
  const each = (value: (seed: SeedMetrics) => number) => over(seeds.map(value))
  const known = (value: (seed: SeedMetrics) => number | null) => overKnown(seeds.map(value))
  const classes = seeds[0]!.classes.map(({ support }, k) => ({
    precision: each((s) => s.classes[k]!.precision), recall: each((s) => s.classes[k]!.recall), f1: each((s) => s.classes[k]!.f1),
    areaUnderRoc: known((s) => s.ranked[k]?.area ?? null), averagePrecision: known((s) => s.ranked[k]?.averagePrecision ?? null), support,
  }))
  return {
    variantId: result.variant.id, name: result.variant.name, slot, seeds: seeds.length, classes,
    accuracy: each((s) => s.accuracy), macroF1: each((s) => s.macroF1), kappa: each((s) => s.kappa), matthews: each((s) => s.matthews), logLoss: each((s) => s.logLoss), brier: each((s) => s.brier),
    top2: known((s) => s.top2), top5: known((s) => s.top5),
    areaUnderRoc: known((s) => (s.ranked.every((r) => r !== null) ? mean(s.ranked.map((r) => r!.area)) : null)),
    calibration: calibrationOf(seeds.map((s) => s.bins)), scaled: calibrationOf(seeds.map((s) => s.scaledBins)), temperature: each((s) => s.temperature),
    against: result === baseline ? null : against(baseline, result),
  }
}
