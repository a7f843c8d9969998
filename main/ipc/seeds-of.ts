/** The finished runs of a comparison with their answers, variant by variant. */
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { seedResults, type SeedResults } from '../statistics/rows.ts'
import type { Answers, AnswersOf } from './answers.ts'

export interface SeedParts {
  results: { lineOf(id: string): Promise<{ plan: Plan }> }
  store: { listRuns(input: { comparisonId: string }): Promise<{ runs: RunRecord[] }> }
  answersOf: AnswersOf
}

export interface Seeds { plan: Plan; runs: RunRecord[]; answers: Map<string, Answers>; results: SeedResults[]; baseline: SeedResults }

/** `only`: the variant that is set against the baseline, when the others are not wanted. */
export async function seedsOf({ results, store, answersOf }: SeedParts, id: string, only?: string): Promise<Seeds> {
  const { plan } = await results.lineOf(id)
  const { runs } = await store.listRuns({ comparisonId: id })
  const wanted = (run: RunRecord) => only === undefined || run.variantId === only || run.variantId === plan.baseline
  const answers = await answersOf(runs.filter((run) => run.state === 'finished' && run.hasPredictions && wanted(run)))
  const found = seedResults(plan, runs, answers)
  return { plan, runs, answers, results: found, baseline: found.find((result) => result.variant.id === plan.baseline)! }
}

/** A variant's own. */
export function resultOf({ results }: Seeds, variantId: string): SeedResults {
  const found = results.find((result) => result.variant.id === variantId)
  if (!found) throw new FoveaError('not-found', 'comparisons.no-variant', { id: variantId })
  return found
}

/** A variant and the baseline over the seeds that both have finished; the first of them stands for them where one run is shown. */
export function commonSeeds(seeds: Seeds, variantId: string) {
  const tried = resultOf(seeds, variantId)
  const { baseline } = seeds
  const common = [...tried.runs.keys()].filter((seed) => baseline.runs.has(seed))
  const [seed] = common
  if (seed === undefined) throw new FoveaError('conflict', 'comparisons.no-common-seed')
  const of = (result: SeedResults) => ({ runs: common.map((one) => result.runs.get(one)!), predictions: common.map((one) => result.predictions.get(one)!) })
  return { seed, before: of(baseline), after: of(tried), indices: seeds.answers.get(tried.runs.get(seed)!.id)!.indices }
}
