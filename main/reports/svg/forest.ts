/** The difference to the baseline as marks with intervals: one axis in the head of the table, one drawing a row. */
import type { Interval, ResultRow, Verdict } from '../../../preload/contract/comparison.ts'
import { fixed } from '../../../preload/contract/format.ts'
import { html } from '../markup.ts'
import type { Content, Markup } from '../markup.ts'
import { at, linear, rounded } from './scale.ts'
import type { Scale } from './scale.ts'

const forestWidth = 190
const margin = 14

/** In points. Always holds zero; wide intervals of two seeds are cut at three times the largest difference. */
export function forestScale(rows: readonly ResultRow[]): Scale {
  const differences = rows.flatMap((r) => (r.difference === null ? [] : [r.difference * 100]))
  const reach = Math.max(1, ...differences.map(Math.abs)) * 3
  const bounds = rows.flatMap((r) => (r.differenceInterval ? [r.differenceInterval.low * 100, r.differenceInterval.high * 100] : []))
  const all = [0, ...differences, ...bounds.map((b) => Math.min(reach, Math.max(-reach, b)))]
  return linear(rounded(Math.min(...all), Math.max(...all), 4), [margin, forestWidth - margin], 4)
}

const grid = (scale: Scale, height: number): Content =>
  scale.ticks.map((t) => html`<line x1="${at(scale(t))}" x2="${at(scale(t))}" y1="0" y2="${height}" stroke="${t === 0 ? 'var(--line-strong)' : 'var(--line)'}"/>`)

export function forestHead(scale: Scale): Markup {
  const label = (t: number) => (t > 0 ? `+${fixed(t, Number.isInteger(t) ? 0 : 1)}` : fixed(t, Number.isInteger(t) ? 0 : 1))
  return html`<svg width="${forestWidth}" height="16" aria-hidden="true">${scale.ticks.map((t) => html`<text x="${at(scale(t))}" y="12" text-anchor="middle" class="axis">${label(t)}</text>`)}</svg>`
}

/** Filled: both tests. Half: one. Hollow: neither, or no verdict. */
function mark(verdict: Verdict | null, x: number, y: number): Markup {
  const filled = verdict === 'helps' || verdict === 'hurts'
  return html`<circle cx="${at(x)}" cy="${y}" r="4.5" fill="${filled ? 'var(--ink)' : 'var(--surface)'}" stroke="var(--ink)" stroke-width="1.8"/>${verdict === 'unclear' && html`<path d="M${at(x)} ${y - 4.5}a4.5 4.5 0 0 0 0 9z" fill="var(--ink)"/>`}`
}

export function forestRow(scale: Scale, difference: number, interval: Interval | null, verdict: Verdict | null, height = 32): Markup {
  const clamp = (v: number) => Math.min(forestWidth - 2, Math.max(2, scale(v * 100)))
  return html`<svg class="forest" width="${forestWidth}" height="${height}" aria-hidden="true">${grid(scale, height)}${interval && html`<line x1="${at(clamp(interval.low))}" x2="${at(clamp(interval.high))}" y1="${height / 2}" y2="${height / 2}" stroke="var(--ink)" stroke-width="1.8"/>`}${mark(verdict, clamp(difference), height / 2)}</svg>`
}

export const forestBaseline = (scale: Scale, reference: string, height = 32): Markup =>
  html`<svg class="forest" width="${forestWidth}" height="${height}" aria-hidden="true">${grid(scale, height)}<text x="${at(scale(0) + 8)}" y="${height / 2 + 4}" class="axis">${reference}</text></svg>`

/** Images broken (left) and fixed (right) as bars from one line; `largest` is shared by the rows. */
export function balance(broken: number, fixedImages: number, largest: number, height = 32): Markup {
  const [centre, reach] = [66, 40]
  const length = (n: number) => (largest ? (n / largest) * reach : 0)
  const y = height / 2
  return html`<svg class="forest" width="150" height="${height}" role="img" aria-label="${broken} | ${fixedImages}"><rect x="${at(centre - length(broken))}" y="${y - 4.5}" width="${at(length(broken))}" height="9" fill="var(--broken)"/><rect x="${centre + 1}" y="${y - 4.5}" width="${at(length(fixedImages))}" height="9" fill="var(--fixed)"/><text x="${at(centre - length(broken) - 5)}" y="${y + 4}" text-anchor="end" class="axis">${broken}</text><text x="${at(centre + 6 + length(fixedImages))}" y="${y + 4}" class="axis">${fixedImages}</text></svg>`
}
