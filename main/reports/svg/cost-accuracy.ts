/** Accuracy against cost: a marker with its interval a variant, and a dotted line below which something cheaper is as good. */
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { frame } from './frame.ts'
import { placeLabels } from './place-labels.ts'
import { at, linear, rounded } from './scale.ts'
import { colour, marker, slotCount } from './slots.ts'

/** macs in millions; accuracy and interval in per cent. */
export interface CostPoint { name: string; slot: number; macs: number; accuracy: number; low: number; high: number }

const width = 800
const height = 280
const box = { left: 36, right: 720, top: 24, bottom: 236 }

/** Points that nothing cheaper (or as cheap) beats, by rising cost. */
export function front(points: readonly CostPoint[]): CostPoint[] {
  const sorted = points.toSorted((a, b) => a.macs - b.macs || b.accuracy - a.accuracy)
  return sorted.filter((p, i) => sorted.slice(0, i).every((q) => q.accuracy < p.accuracy))
}

export function costAccuracy(points: readonly CostPoint[], words: { unit: string; xName: string; label: string }): Markup {
  const bounded = points.flatMap((p) => [Math.max(0, p.low, p.accuracy - 20), Math.min(100, p.high, p.accuracy + 20)])
  const y = linear(rounded(Math.min(...bounded), Math.max(...bounded), 5), [box.bottom, box.top], 5)
  const [least, most] = [Math.min(...points.map((p) => p.macs)), Math.max(...points.map((p) => p.macs))]
  const pad = Math.max((most - least) * 0.08, most * 0.02)
  const x = linear([least - pad, most + pad], [box.left, box.right], 6)
  const inside = (v: number) => Math.min(box.bottom, Math.max(box.top, y(v)))
  const steps = front(points)
  const path = steps.map((p, i) => (i ? `H${at(x(p.macs))}V${at(y(p.accuracy))}` : `M${at(x(p.macs))} ${box.bottom}V${at(y(p.accuracy))}`)).join('') + `H${box.right}`
  const labels = placeLabels(points.map((p) => ({ x: x(p.macs), y: y(p.accuracy), name: p.name })), { ...box, right: width })
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.label}">${frame(x, y, box, words)}<path d="${path}" fill="none" stroke="var(--line-strong)" stroke-dasharray="2 3"/>${points.map((p) => html`<line x1="${at(x(p.macs))}" x2="${at(x(p.macs))}" y1="${at(inside(p.low))}" y2="${at(inside(p.high))}" stroke="${colour(p.slot)}" stroke-width="1.6"/>`)}${points.map((p) => marker(p.slot, x(p.macs), y(p.accuracy)))}${points.map((p, i) => html`<text x="${at(labels[i]!.x)}" y="${at(labels[i]!.y + 4)}" text-anchor="${labels[i]!.anchor}" fill="${p.slot < slotCount ? colour(p.slot) : 'var(--ink-3)'}" class="name">${p.name}</text>`)}</svg>`
}
