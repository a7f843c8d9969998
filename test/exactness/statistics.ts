/** Golden statistics, <folder>/statistics/<topic>__<case>.json: what main/statistics has of each topic, number by number. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrapMean, resampled, type Changes } from '../../main/statistics/bootstrap.ts'
import { calibrationError, reliability } from '../../main/statistics/calibration.ts'
import { accuracy, answers, confusion } from '../../main/statistics/classification.ts'
import { cohenKappa, matthews, perClass } from '../../main/statistics/class-metrics.ts'
import { cohenDz } from '../../main/statistics/effect.ts'
import { holm } from '../../main/statistics/holm.ts'
import { cohenD, welch } from '../../main/statistics/independent.ts'
import { mean, pairedDifference } from '../../preload/contract/intervals.ts'
import { mcnemar } from '../../main/statistics/mcnemar.ts'
import { normalCumulative, normalQuantile } from '../../main/statistics/normal.ts'
import { brier, logLoss, probabilities, topK } from '../../main/statistics/probabilities.ts'
import { wilson } from '../../main/statistics/proportion.ts'
import { areaUnderRoc, averagePrecision, rankingCurves } from '../../main/statistics/ranking.ts'
import { tCumulative, tQuantile } from '../../preload/contract/student-t.ts'
import { verdictOf, type Verdict } from './examine.ts'

/** Numbers of a case by name: ours under the names of what is expected. */
type Given = Record<string, unknown>
type Topic = (input: Given) => Given

const numbers = (input: Given, name: string) => input[name] as number[]

const topics: Record<string, Topic> = {
  binary(input) {
    const [score, y] = [numbers(input, 'score'), numbers(input, 'y')]
    const curves = rankingCurves(score, y)
    const called = Int32Array.from(score, (s) => Number(s >= 0.5))
    const counts = confusion(called, Int32Array.from(y), 2)
    return {
      roc_auc: areaUnderRoc(curves), average_precision: averagePrecision(curves), thresholds: curves.thresholds,
      // The sources begin at (0, 0), and end precision and recall at (1, 0), from the other end.
      fpr: [0, ...curves.falsePositive], tpr: [0, ...curves.truePositive],
      pr_precision: [...curves.precision].reverse().concat(1), pr_recall: [...curves.truePositive].reverse().concat(0),
      brier: mean(score.map((s, i) => (s - y[i]!) ** 2)), mcc_at_05: matthews(counts), f1_at_05: perClass(counts)[1]!.f1,
    }
  },
  bootstrap(input) {
    const changesOf = (differences: number[]): Changes => ({ images: differences.length, fixed: differences.filter((d) => d === 1).length, broken: differences.filter((d) => d === -1).length })
    if (!input['resample_indices']) {
      const changes = changesOf(numbers(input, 'difference_per_item'))
      const { accelerated, deviation } = bootstrapMean(changes, resampled(changes, 20_000, 1))
      return { low: accelerated?.low, high: accelerated?.high, standard_error: deviation }
    }
    const [a, b] = [numbers(input, 'correct_a'), numbers(input, 'correct_b')]
    const differences = b.map((right, i) => right - a[i]!)
    const sums = (input['resample_indices'] as number[][]).map((drawn) => drawn.reduce((sum, i) => sum + differences[i]!, 0))
    const { difference, deviation, percentile, accelerated } = bootstrapMean(changesOf(differences), sums)
    return { difference, bootstrap_sd_ddof1: deviation, percentile_low: percentile.low, percentile_high: percentile.high, bca_low: accelerated?.low, bca_high: accelerated?.high }
  },
  classification(input) {
    const rows = input['logits'] as number[][]
    const predictions = { logits: Float32Array.from(rows.flat()), labels: Int32Array.from(numbers(input, 'y')) }
    const counts = confusion(answers(predictions), predictions.labels, rows[0]!.length)
    const metrics = perClass(counts)
    const p = probabilities(predictions)
    const bins = reliability(p, predictions.labels)
    const column = (k: number) => rows.map((_, i) => p[i * rows[0]!.length + k]!)
    const curves = metrics.map((_, k) => rankingCurves(column(k), numbers(input, 'y').map((label) => label === k)))
    return {
      accuracy: accuracy(answers(predictions), predictions.labels), confusion: counts,
      per_class_precision: metrics.map((m) => m.precision), per_class_recall: metrics.map((m) => m.recall), per_class_f1: metrics.map((m) => m.f1), support: metrics.map((m) => m.support),
      macro_precision: mean(metrics.map((m) => m.precision)), macro_recall: mean(metrics.map((m) => m.recall)), macro_f1: mean(metrics.map((m) => m.f1)),
      ...(metrics.every((m) => m.support) ? { balanced_accuracy: mean(metrics.map((m) => m.recall)), roc_auc_ovr_macro: mean(curves.map(areaUnderRoc)), per_class_auc: curves.map(areaUnderRoc), per_class_average_precision: curves.map(averagePrecision) } : {}),
      cohen_kappa: cohenKappa(counts), mcc: matthews(counts), log_loss: logLoss(p, predictions.labels), nll: logLoss(p, predictions.labels),
      top1: topK(p, predictions.labels, 1), top2: topK(p, predictions.labels, 2), ...(rows[0]!.length > 5 ? { top5: topK(p, predictions.labels, 5) } : {}),
      brier_multiclass_sum: brier(p, predictions.labels), bin_counts: bins.map(({ count }) => count), ece15: calibrationError(bins).expected, mce15: calibrationError(bins).largest,
    }
  },
  distributions: (input) => ({
    norm_cdf: numbers(input, 'x').map(normalCumulative), norm_ppf: numbers(input, 'q').map(normalQuantile),
    t_cdf_df4: numbers(input, 'x').map((x) => tCumulative(x, 4)), t_ppf_df9: numbers(input, 'q').map((q) => tQuantile(q, 9)),
  }),
  mcnemar(input) {
    const { exact, midP } = mcnemar(input['n01'] as number, input['n10'] as number)
    return { exact_p: exact, mid_p: midP }
  },
  multiple_comparisons: (input) => ({ holm: { adjusted: holm(numbers(input, 'p')) } }),
  paired(input) {
    const [x, y] = [numbers(input, 'x'), numbers(input, 'y')]
    const { difference, interval } = pairedDifference(x, y)
    const independent = welch(x, y)
    return {
      mean_difference: difference, ci95_low: interval!.low, ci95_high: interval!.high, cohen_dz: cohenDz(y.map((v, i) => v - x[i]!)),
      welch_t: independent.t, welch_df: independent.freedom, welch_p: 2 * tCumulative(-Math.abs(independent.t), independent.freedom), cohen_d_pooled: cohenD(x, y),
    }
  },
  proportion_interval(input) {
    const { low, high } = wilson(input['successes'] as number, input['n'] as number)
    return { wilson: [low, high] }
  },
}

function flat(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (Array.isArray(value)) return value.flatMap(flat)
  return value && typeof value === 'object' ? Object.values(value).flatMap(flat) : [NaN]
}

/** The expected numbers under the names that ours has; deeper names too (holm.adjusted). */
function expectedOf(expected: unknown, given: unknown): unknown {
  if (given && typeof given === 'object' && !Array.isArray(given)) return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, expectedOf((expected as Given | undefined)?.[name], value)]))
  return expected
}

export interface StatisticsFile { topic: string; name: string; file: string }

export function listStatistics(folder: string): StatisticsFile[] {
  const inside = join(folder, 'statistics')
  if (!existsSync(inside)) return []
  return readdirSync(inside).filter((name) => name.endsWith('.json')).sort().map((json) => ({ topic: json.split('__')[0]!, name: json.slice(0, -5), file: join(inside, json) }))
}

/** Why a topic is not ours. */
const absent: Record<string, string> = {
  friedman: 'Fovea compares with one baseline on one dataset; it has no test over many datasets',
  ...Object.fromEntries(['box_iou', 'nms', 'detection', 'segmentation', 'pose'].map((topic) => [topic, 'Fovea does not detect, segment or find poses yet'])),
}

/** Double precision; of classification single-precision logits, and of a random bootstrap what its own draws leave open. */
const toleranceOf = (topic: string, input: Given) => (topic === 'bootstrap' && !input['resample_indices'] ? 0.02 : topic === 'classification' ? 1e-7 : 1e-9)

export function examineStatistics({ topic, file }: StatisticsFile): Verdict {
  const { input, expected } = JSON.parse(readFileSync(file, 'utf8')) as { input: Given; expected: Given }
  const compute = topics[topic]
  if (!compute) return { state: 'not covered', reason: absent[topic] ?? `topic ${topic} unknown` }
  const tolerance = toleranceOf(topic, input)
  return verdictOf(Object.entries(compute(input)).map(([name, value]) => {
    const [ours, theirs] = [flat(value), flat(expectedOf(expected[name], value))]
    const error = ours.length === theirs.length ? Math.max(...ours.map((v, i) => (Object.is(v, theirs[i]) ? 0 : Math.abs(v - theirs[i]!)))) : Infinity
    return { name, error: Number.isNaN(error) ? Infinity : error, tolerance: tolerance * Math.max(1, ...theirs.map(Math.abs)) }
  }))
}
