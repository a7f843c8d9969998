/** What a comparison shows: rows with verdicts, the finding in words, what is fair about it, and who was confused with whom. */
import type { ComparisonResult, Confusion } from '../../preload/contract/comparison.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { fairnessNotes } from '../reports/fairness.ts'
import { findingOf, limitsOf } from '../reports/finding.ts'
import { classCount, confusion, majorityAnswers } from './classification.ts'
import type { Predictions } from './classification.ts'
import { resultRows, seedResults } from './rows.ts'

export type { Predictions } from './classification.ts'

/** `predictions` by run id: answers to the test split, in the dataset's order, of the finished runs. */
export function comparisonResult(plan: Plan, runs: readonly RunRecord[], predictions: ReadonlyMap<string, Predictions>): ComparisonResult {
  const results = seedResults(plan, runs, predictions)
  const rows = resultRows(plan, results)
  const confusions: Confusion[] = results.filter((r) => r.predictions.size > 0).map((result) => {
    const seeds = [...result.predictions.values()]
    return { variantId: result.variant.id, counts: confusion(majorityAnswers(seeds), seeds[0]!.labels, classCount(seeds[0]!)) }
  })
  const testImages = predictions.values().next().value?.labels.length ?? 0
  const states = { total: plan.variants.length * plan.seeds.length, finished: results.reduce((n, r) => n + r.runs.size, 0), failed: runs.filter((r) => r.state === 'failed').length }
  return {
    comparisonId: runs[0]?.comparisonId ?? '',
    finding: findingOf(rows, testImages, states),
    limits: limitsOf(plan, testImages),
    fairness: fairnessNotes(plan, runs, rows, testImages),
    rows, confusion: confusions, testImages,
    complete: states.finished === states.total,
  }
}
