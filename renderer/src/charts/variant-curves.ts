/** The test accuracy of each variant while training: mean and band over its finished seeds, over epochs, in per cent. */
import type { Plan } from '../../../preload/contract/plan.ts'
import type { Curve, RunRecord } from '../../../preload/contract/run.ts'
import { inLanguage, type Language } from '../../../preload/contract/text.ts'
import type { CurveLine } from './learning-curves.ts'
import { overSeeds, type SeedCurve } from './seeds.ts'
import { slotsOf } from './slots-of-plan.ts'

/** Steps become epochs by the run's own count; a run that has not said it yet is left in steps of 1. */
export function overEpochs(run: RunRecord, curve: Curve, scale = 1): SeedCurve {
  const perEpoch = run.stepsPerEpoch ?? 1
  return { x: curve.steps.map((step) => step / perEpoch), y: curve.values.map((value) => value * scale) }
}

export function variantCurves(plan: Plan, runs: readonly RunRecord[], curves: readonly Curve[], language: Language): (CurveLine & { variantId: string })[] {
  const slots = slotsOf(plan)
  const byRun = new Map(curves.filter((curve) => curve.metric === 'test/accuracy').map((curve) => [curve.runId, curve]))
  return plan.variants.flatMap((variant) => {
    const finished = runs.filter((run) => run.variantId === variant.id && run.state === 'finished' && byRun.has(run.id))
    const band = overSeeds(finished.map((run) => overEpochs(run, byRun.get(run.id)!, 100)))
    if (!band.x.length) return []
    return [{
      variantId: variant.id, name: inLanguage(variant.name, language), slot: slots.get(variant.id)!, line: { x: band.x, y: band.mean },
      ...(band.seeds > 1 ? { band: { x: band.x, low: band.low.map((v) => Math.max(0, v)), high: band.high.map((v) => Math.min(100, v)) } } : {}),
    }]
  })
}

/** Lines to begin with: the baseline, the chosen one, then the table's order up to `most`. Too many bands hide each other. */
export function firstLines<T extends { variantId: string }>(lines: readonly T[], order: readonly string[], chosen: string | null, most = 5): T[] {
  const wanted = [...new Set([order[0], chosen, ...order].filter((id): id is string => !!id))].filter((id) => lines.some((line) => line.variantId === id)).slice(0, most)
  return lines.filter((line) => wanted.includes(line.variantId))
}
