/** What was measured of trained runs when somebody asked: how long an answer takes, and how faithful the maps are to it. */
import { percent } from '../../../preload/contract/format.ts'
import type { MapScores } from '../../../preload/contract/measure.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { measuredRuns, scoreText, timeText } from '../measured.ts'
import type { MeasuredScores, MeasuredVariant } from '../measured.ts'
import { swatch } from '../svg/slots.ts'
import type { Context } from './context.ts'

/** A score, and those of the two controls below it. */
function scoreCell(scores: MeasuredScores | null, score: keyof MapScores): Markup {
  return html`<td class="num">${scores ? html`${scoreText(scores.model, score)}${scores.model[score] !== null && html` <span class="pm">${scoreText(scores.random, score)} | ${scoreText(scores.centre, score)}</span>`}` : '–'}</td>`
}

/** null where nothing was measured. */
export function measuredTable({ report, language, say, variantName, slot }: Context): Markup | null {
  const measured = measuredRuns(report)
  if (!measured) return null
  const m = say.measured
  const { variants, passes, device, others, images } = measured
  const row = ({ variantId, latency, kind, scores }: MeasuredVariant) => html`<tr><th scope="row">${swatch(slot(variantId))}${variantName(variantId)}</th>${passes !== null && html`<td class="num">${latency ? html`${timeText(latency.milliseconds)} <span class="pm">${timeText(latency.low)}–${timeText(latency.high)}</span>` : '–'}</td>`}${images !== null && html`<td>${kind ? m.kinds[kind] : '–'}</td>${scoreCell(scores, 'deletion')}${scoreCell(scores, 'insertion')}${scoreCell(scores, 'pointing')}${scoreCell(scores, 'iou')}`}</tr>`
  return html`<h3>${m.head}</h3><div class="wide"><table class="sortable"><thead><tr><th>${say.variant}</th>${passes !== null && html`<th class="num">${m.latency}</th>`}${images !== null && html`<th>${m.map}</th><th class="num">${m.deletion}</th><th class="num">${m.insertion}</th><th class="num">${m.pointing}</th><th class="num">${m.overlap}</th>`}</tr></thead><tbody>${variants.map(row)}</tbody></table></div><p class="under">${[passes !== null && m.passes(passes, device ?? ''), others !== null && m.disturbed(percent(others, language, 0)), images !== null && m.images(images)].filter(Boolean).join(' ')}</p>`
}
