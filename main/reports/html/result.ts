/** The table of results with its forest, how it was tested, and what makes it fair. */
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { difference, fixed, pValue, points, scaled, thousands } from '../../../preload/contract/format.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { balance, forestBaseline, forestHead, forestRow, forestScale } from '../svg/forest.ts'
import { swatch } from '../svg/slots.ts'
import type { Part } from '../plan-names.ts'
import type { Context } from './context.ts'

function accuracyCell(row: ResultRow, digits: number): Content {
  if (row.accuracy === null) return '–'
  const supported = row.verdict === 'helps' || row.verdict === 'hurts'
  const mean = points(row.accuracy, digits)
  const half = row.accuracyInterval && html` <span class="pm">±</span> ${points((row.accuracyInterval.high - row.accuracyInterval.low) / 2, digits)}`
  return html`${supported ? html`<b>${mean}</b>` : mean}${half}`
}

export function resultSection({ report: { result }, say, text, digits, language }: Context): Markup {
  const scale = forestScale(result.rows)
  const largest = Math.max(0, ...result.rows.flatMap((r) => [r.fixed ?? 0, r.broken ?? 0]))
  const seeds = Math.max(...result.rows.map((r) => r.seeds))
  const row = (r: ResultRow) => html`<tr${r.slot === 0 && html` class="basis"`}><th scope="row">${swatch(r.slot)}${text(r.name)}${r.role !== 'tried' && html`<span class="role">${say.role[r.role]}</span>`}</th><td class="num">${accuracyCell(r, digits)}</td><td class="fit">${r.slot === 0 ? forestBaseline(scale, say.reference) : r.difference !== null && forestRow(scale, r.difference, r.differenceInterval, r.verdict)}</td><td class="num">${r.difference !== null && difference(r.difference, r.differenceInterval, language, digits)}</td><td class="num">${r.pHolm !== null && pValue(r.pHolm)}</td><td class="nowrap">${r.verdict && (r.verdict === 'helps' || r.verdict === 'hurts' ? html`<b>${say.verdicts[r.verdict]}</b>` : say.verdicts[r.verdict])}</td><td class="fit">${r.fixed !== null && r.broken !== null && balance(r.broken, r.fixed, largest)}</td></tr>`
  return html`<section><h2>${say.result}</h2><div class="wide"><table class="sortable"><thead><tr><th>${say.variant}</th><th class="num">${say.accuracy}<br>${say.accuracyUnder}</th><th class="fit">${say.differenceAxis}${forestHead(scale)}</th><th class="num">${say.differenceColumn}</th><th class="num">${say.p}</th><th>${say.verdict}</th><th class="fit">${say.brokenFixed}</th></tr></thead><tbody>${result.rows.map(row)}</tbody></table></div>
<p class="under" style="margin-top:8px">${say.tableNote(seeds)} ${say.howTested}</p>
<h3>${say.fairness}</h3><ul>${result.fairness.map((note) => html`<li><span class="${note.ok ? 'ok' : 'warn'}" aria-hidden="true">${note.ok ? '✓' : '!'}</span><span>${text(note.text)}</span></li>`)}</ul></section>`
}

/** What each variant is built of, and what it costs. */
const part = ({ name, options }: Part, text: Context['text']): Content => html`${text(name)}${options && html` <span class="mono">(${options})</span>`}`

export function modelsSection({ report: { built, result }, say, text }: Context): Markup {
  const rows = result.rows.map((r) => {
    const { model, inserted } = built.get(r.variantId)!
    const put = inserted.map((one, i) => html`${i > 0 && html`<br>`}${part(one, text)} <span class="dim">${say.at(text(one.place))}</span>`)
    return html`<tr><th scope="row">${swatch(r.slot)}${text(r.name)}</th><td>${say.role[r.role]}</td><td>${part(model, text)}</td><td>${put.length ? put : '–'}</td><td class="num">${r.cost ? scaled(r.cost.parameters, 1e3) : '–'}</td><td class="num">${r.cost ? scaled(r.cost.macs, 1e6) : '–'}</td><td class="num">${r.imagesPerSecond === null ? '–' : thousands(r.imagesPerSecond)}</td><td class="num">${r.seconds === null ? '–' : fixed(r.seconds, r.seconds < 10 ? 1 : 0)}</td></tr>`
  })
  return html`<section><h2>${say.models}</h2><div class="wide"><table class="sortable"><thead><tr><th>${say.variant}</th><td></td><th>${say.baseModel}</th><th>${say.mechanism}</th><th class="num">${say.params}</th><th class="num">${say.macs}</th><th class="num">${say.speed}</th><th class="num">${say.seconds}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}
