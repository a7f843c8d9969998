/** Curves while training, cost against accuracy, and confusion matrices. */
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { confusionMatrix, largestMatrix } from '../svg/confusion.ts'
import { costAccuracy } from '../svg/cost-accuracy.ts'
import { learningCurves } from '../svg/learning-curves.ts'
import { slotCount } from '../svg/slots.ts'
import type { Context } from './context.ts'
import { measuredTable } from './measured.ts'

export function curvesSection({ report: { curves, result, curveUnit }, say, variantName, slot }: Context): Markup {
  const seeds = Math.max(...result.rows.map((r) => r.seeds))
  const grey = curves.filter((c) => slot(c.variantId) >= slotCount).length
  const drawn = curves.map((c) => ({ name: variantName(c.variantId), slot: slot(c.variantId), points: c.points }))
  return html`<section><h2>${say.curves}</h2>${curves.length
    ? html`<p class="under">${say.curvesUnder(seeds)}${grey > 0 && ` · ${say.hidden(grey)}`}</p>${learningCurves(drawn, { unit: say.testAccuracy, xName: curveUnit === 'epoch' ? say.epoch : say.steps, label: say.curves })}`
    : html`<p class="under">${say.noCurves}</p>`}</section>`
}

export function costSection(context: Context): Markup | null {
  const { report: { result }, say, text } = context
  const measured = measuredTable(context)
  const known = result.rows.filter((r): r is ResultRow & { cost: NonNullable<ResultRow['cost']>; accuracy: number } => r.cost !== null && r.accuracy !== null)
  if (known.length < 2) return measured && html`<section><h2>${say.cost}</h2>${measured}</section>`
  const points = known.map((r) => ({ name: text(r.name), slot: r.slot, macs: r.cost.macs / 1e6, accuracy: r.accuracy * 100, low: (r.accuracyInterval?.low ?? r.accuracy) * 100, high: (r.accuracyInterval?.high ?? r.accuracy) * 100 }))
  return html`<section><h2>${say.cost}</h2><p class="under">${say.costUnder}</p>${costAccuracy(points, { unit: say.testAccuracy, xName: say.macsAxis, label: say.cost })}${measured}</section>`
}

/** Above 20 classes the matrix cannot be read: the most frequent mistakes are listed instead. */
export function confusionSection({ report: { result }, say, variantName, className }: Context): Markup | null {
  if (!result.confusion.length) return null
  const ordered = result.rows.flatMap((r) => result.confusion.filter((c) => c.variantId === r.variantId))
  const one = (variantId: string, counts: number[][]) => {
    if (counts.length <= largestMatrix) return confusionMatrix(counts, counts.map((_, k) => className(k)), { label: `${say.confusion}: ${variantName(variantId)}`, cell: say.confusionCell, answer: say.answerAxis, truth: say.truthAxis })
    const mistakes = counts.flatMap((row, r) => row.map((n, c) => ({ r, c, n }))).filter(({ r, c, n }) => r !== c && n > 0).sort((a, b) => b.n - a.n).slice(0, 12)
    return html`<ul class="plain">${mistakes.map(({ r, c, n }) => html`<li><span>${say.confusionCell(className(r), className(c), n)}</span></li>`)}</ul>`
  }
  return html`<section><h2>${say.confusion}</h2><p class="under">${say.confusionUnder}</p><div class="matrices">${ordered.map((c) => html`<div><h3>${variantName(c.variantId)}</h3>${one(c.variantId, c.counts)}</div>`)}</div></section>`
}
