/** The numbers of a comparison, one row a variant: accuracy over seeds, paired difference, test on images, verdict, cost. */
import type { ResultRow } from '../../preload/contract/comparison.ts'
import type { Plan, Variant } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { accuracy, answers, disagreements, majorityAnswers } from './classification.ts'
import type { Predictions } from './classification.ts'
import { holm } from './holm.ts'
import { mean, meanInterval, pairedDifference } from '../../preload/contract/intervals.ts'
import { mcnemar } from './mcnemar.ts'
import { smallestSeeds, verdictOf } from './verdict.ts'

/** Finished runs of one variant, by seed, with their answers to the test split. */
export interface SeedResults { variant: Variant; runs: Map<number, RunRecord>; predictions: Map<number, Predictions>; accuracies: Map<number, number> }

export function seedResults(plan: Plan, runs: readonly RunRecord[], predictions: ReadonlyMap<string, Predictions>): SeedResults[] {
  return plan.variants.map((variant) => {
    const finished = runs
      .filter((run) => run.variantId === variant.id && run.state === 'finished' && predictions.has(run.id))
      .sort((a, b) => plan.seeds.indexOf(a.seed) - plan.seeds.indexOf(b.seed))
    const bySeed = new Map(finished.map((run) => [run.seed, predictions.get(run.id)!] as const))
    return {
      variant,
      runs: new Map(finished.map((run) => [run.seed, run] as const)),
      predictions: bySeed,
      accuracies: new Map([...bySeed].map(([seed, p]) => [seed, accuracy(answers(p), p.labels)] as const)),
    }
  })
}

const meanOf = (values: (number | null)[]): number | null => {
  const known = values.filter((v) => v !== null)
  return known.length ? mean(known) : null
}

function against(baseline: SeedResults, tried: SeedResults) {
  const seeds = [...tried.accuracies.keys()].filter((seed) => baseline.accuracies.has(seed))
  if (!seeds.length) return null
  const paired = pairedDifference(seeds.map((s) => baseline.accuracies.get(s)!), seeds.map((s) => tried.accuracies.get(s)!))
  const labels = tried.predictions.get(seeds[0]!)!.labels
  const counts = disagreements(majorityAnswers(seeds.map((s) => baseline.predictions.get(s)!)), majorityAnswers(seeds.map((s) => tried.predictions.get(s)!)), labels)
  return { ...paired, ...counts, seeds: seeds.length, p: mcnemar(counts.fixed, counts.broken).midP }
}

/** Baseline first, then by falling difference; variants without a result come last, in the order of the plan. */
export function resultRows(plan: Plan, results: readonly SeedResults[]): ResultRow[] {
  const baseline = results.find((r) => r.variant.id === plan.baseline)!
  const others = results.filter((r) => r !== baseline)
  const tests = others.map((result) => against(baseline, result))
  const tested = tests.filter((t) => t !== null)
  const corrected = holm(tested.map((t) => t.p))

  const row = (result: SeedResults, slot: number): ResultRow => {
    const runs = [...result.runs.values()]
    const accuracies = [...result.accuracies.values()]
    const test = slot === 0 ? null : tests[slot - 1]!
    const pHolm = test ? corrected[tested.indexOf(test)]! : null
    const verdict = () => {
      if (plan.seeds.length < smallestSeeds) return 'too-few-seeds'
      // A seed that is missing, failed ones above all, may be missing for its result: no verdict without it.
      if (!test || test.seeds < plan.seeds.length) return 'incomplete'
      return verdictOf({ ...test, pHolm: pHolm! })
    }
    return {
      variantId: result.variant.id, name: result.variant.name, slot,
      role: slot === 0 ? 'baseline' : result.variant.role,
      sites: result.variant.insert.map((i) => i.at),
      seeds: accuracies.length, accuracies,
      accuracy: accuracies.length ? mean(accuracies) : null,
      accuracyInterval: meanInterval(accuracies),
      difference: test?.difference ?? null, differenceInterval: test?.interval ?? null,
      p: test?.p ?? null, pHolm, fixed: test?.fixed ?? null, broken: test?.broken ?? null,
      verdict: slot === 0 ? null : verdict(),
      cost: runs.find((run) => run.cost)?.cost ?? null,
      imagesPerSecond: meanOf(runs.map((run) => run.imagesPerSecond)),
      seconds: meanOf(runs.map((run) => run.seconds)),
    }
  }
  const compared = others.map((result, i) => row(result, i + 1))
  return [row(baseline, 0), ...compared.sort((a, b) => (b.difference ?? -Infinity) - (a.difference ?? -Infinity) || a.slot - b.slot)]
}
