/** Which runs can answer: one per variant for a seed, if its weights are on disk. */
import type { ComparisonDetail } from '../../../../preload/contract/comparison.ts'
import type { RunRecord } from '../../../../preload/contract/run.ts'

const canAnswer = (run: RunRecord): boolean => run.hasCheckpoint && (run.state === 'finished' || run.state === 'stopped')

export const seedsWithAnswers = (detail: ComparisonDetail): number[] => detail.plan.seeds.filter((seed) => detail.runs.some((run) => run.seed === seed && canAnswer(run)))

/** By variant id, in the order of the plan with the baseline first. */
export function runsOfSeed(detail: ComparisonDetail, seed: number | null): Map<string, RunRecord | null> {
  const ids = [detail.plan.baseline, ...detail.plan.variants.map((variant) => variant.id).filter((id) => id !== detail.plan.baseline)]
  return new Map(ids.map((id) => [id, detail.runs.find((run) => run.variantId === id && run.seed === seed && canAnswer(run)) ?? null]))
}
