/** What was measured of trained runs when somebody asked: how long an answer takes, and how faithful the maps are to it. */
import { fixed } from '../../../preload/contract/format.ts'
import type { MapScores } from '../../../preload/contract/measure.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { measuredRuns } from '../measured.ts'
import type { MeasuredScores, MeasuredVariant } from '../measured.ts'
import { swatch } from '../svg/slots.ts'
import type { Context } from './context.ts'

const time = (milliseconds: number) => fixed(milliseconds, milliseconds < 10 ? 2 : 1)

/** A score, and those of the two controls below it. */
function scoreCell(scores: MeasuredScores | null, score: keyof MapScores): Markup {
  const shown = (value: number | null) => (value === null ? '–' : score === 'pointing' ? fixed(value * 100, 0) : fixed(value, 2))
  return html`<td class="num">${scores ? html`${shown(scores.model[score])}${scores.model[score] !== null && html` <span class="pm">${shown(scores.random[score])} | ${shown(scores.centre[score])}</span>`}` : '–'}</td>`
}

/** null where nothing was measured. */
export function measuredTable({ report, say, variantName, slot }: Context): Markup | null {
  const measured = measuredRuns(report)
  if (!measured) return null
  const m = say.measured
  const { variants, passes, device, images } = measured
  const row = ({ variantId, latency, kind, scores }: MeasuredVariant) => html`<tr><th scope="row">${swatch(slot(variantId))}${variantName(variantId)}</th>${passes !== null && html`<td class="num">${latency ? html`${time(latency.milliseconds)} <span class="pm">${time(latency.low)}–${time(latency.high)}</span>` : '–'}</td>`}${images !== null && html`<td>${kind ? m.kinds[kind] : '–'}</td>${scoreCell(scores, 'deletion')}${scoreCell(scores, 'insertion')}${scoreCell(scores, 'pointing')}${scoreCell(scores, 'iou')}`}</tr>`
  return html`<h3>${m.head}</h3><div class="wide"><table class="sortable"><thead><tr><th>${say.variant}</th>${passes !== null && html`<th class="num">${m.latency}</th>`}${images !== null && html`<th>${m.map}</th><th class="num">${m.deletion}</th><th class="num">${m.insertion}</th><th class="num">${m.pointing}</th><th class="num">${m.overlap}</th>`}</tr></thead><tbody>${variants.map(row)}</tbody></table></div><p class="under">${[passes !== null && m.passes(passes, device ?? ''), images !== null && m.images(images)].filter(Boolean).join(' ')}</p>`
}
