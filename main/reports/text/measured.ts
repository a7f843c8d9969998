/** The table of what was measured of trained runs as plain cells; the controls stand in brackets. */
import { percent } from '../../../preload/contract/format.ts'
import type { MapScores } from '../../../preload/contract/measure.ts'
import type { Context } from '../html/context.ts'
import { measuredRuns, scoreText, timeText, type MeasuredScores } from '../measured.ts'

export interface MeasuredCells { head: string[]; rows: string[][]; notes: string[] }

const withControls = (scores: MeasuredScores | null, score: keyof MapScores): string =>
  (scores === null || scores.model[score] === null ? '–' : `${scoreText(scores.model, score)} (${scoreText(scores.random, score)}; ${scoreText(scores.centre, score)})`)

/** null where nothing was measured. */
export function measuredCells({ report, language, say, variantName }: Context): MeasuredCells | null {
  const measured = measuredRuns(report)
  if (!measured) return null
  const { passes, device, others, images } = measured
  const m = say.measured
  return {
    head: [say.variant, ...(passes === null ? [] : [m.latency]), ...(images === null ? [] : [m.map, m.deletion, m.insertion, m.pointing, m.overlap])],
    rows: measured.variants.map(({ variantId, latency, kind, scores }) => [
      variantName(variantId), ...(passes === null ? [] : [latency ? `${timeText(latency.milliseconds)} (${timeText(latency.low)}–${timeText(latency.high)})` : '–']),
      ...(images === null ? [] : [kind ? m.kinds[kind] : '–', ...(['deletion', 'insertion', 'pointing', 'iou'] as const).map((score) => withControls(scores, score))]),
    ]),
    notes: [...(passes === null ? [] : [m.passes(passes, device ?? '')]), ...(others === null ? [] : [m.disturbed(percent(others, language, 0))]), ...(images === null ? [] : [m.images(images)])],
  }
}
