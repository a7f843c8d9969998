/** Test accuracy while training: the mean over seeds, its 95 % band, and names at the lines' ends. */
import { shortened } from '../../../preload/contract/text-width.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { frame } from './frame.ts'
import { nameSize } from './place-labels.ts'
import { at, linear, rounded, spread, wholeTicks } from './scale.ts'
import { colour, dash, slotCount } from './slots.ts'

export interface CurvePoint { x: number; mean: number; low: number; high: number }
export interface NamedCurve { name: string; slot: number; points: CurvePoint[] }

const width = 800
const height = 270
const box = { left: 36, right: 610, top: 24, bottom: 226 }

/** Values are per cent. */
export function learningCurves(curves: readonly NamedCurve[], words: { unit: string; xName: string; label: string }): Markup {
  const named = curves.filter((c) => c.slot < slotCount && c.points.length)
  const others = curves.filter((c) => c.slot >= slotCount && c.points.length)
  const points = [...named, ...others].flatMap((c) => c.points)
  // Intervals that are drawn stand in the drawing whole: cut off, they would look narrower than they are.
  const drawn = points.flatMap(({ mean }) => [mean - 4, mean + 2]).concat(named.flatMap((c) => c.points.flatMap(({ low, high }) => [low, high])))
  const [low, high] = rounded(Math.max(0, Math.min(...drawn)), Math.min(100, Math.max(...drawn)), 5)
  const y = linear([Math.max(0, low), Math.min(100, high)], [box.bottom, box.top], 5)
  const [first, last] = [Math.min(...points.map((p) => p.x)), Math.max(...points.map((p) => p.x))]
  const x = linear([first, last], [box.left, box.right])
  x.ticks = wholeTicks(first, last, 6)
  const line = (ps: readonly CurvePoint[], of: (p: CurvePoint) => number) => ps.map((p) => `${at(x(p.x))} ${at(y(of(p)))}`).join('L')
  const ends = named.map((c) => y(c.points.at(-1)!.mean))
  const labels = spread(ends, 16, box.top, box.bottom)
  // In a drawing of their own, which cuts them where they reach past 0 or 100 %.
  const [across, up] = [box.right - box.left, box.bottom - box.top]
  const bands = html`<svg x="${box.left}" y="${box.top}" width="${across}" height="${up}" viewBox="${box.left} ${box.top} ${across} ${up}">${named.map((c) => html`<path d="M${line(c.points, (p) => p.high)}L${line(c.points.toReversed(), (p) => p.low)}Z" fill="${colour(c.slot)}" class="band" data-line="${c.slot}"/>`)}</svg>`
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words.label}" data-x="${[box.left, box.right, ...x.domain].map(at).join(' ')}" data-y="${[box.bottom, box.top, ...y.domain].map(at).join(' ')}" data-unit="${words.xName}">${frame(x, y, box, words)}${others.map((c) => html`<path d="M${line(c.points, (p) => p.mean)}" fill="none" stroke="${colour(c.slot)}" stroke-width="1"/>`)}${bands}${named.map((c) => html`<path d="M${line(c.points, (p) => p.mean)}" fill="none" stroke="${colour(c.slot)}" stroke-width="2" stroke-linejoin="round" data-line="${c.slot}" data-name="${c.name}"${dash(c.slot) && html` stroke-dasharray="${dash(c.slot)}"`}/>`)}${named.map((c, i) => html`<path d="M${at(x(c.points.at(-1)!.x) + 3)} ${at(ends[i]!)}L${box.right + 14} ${at(labels[i]!)}" stroke="${colour(c.slot)}" fill="none" opacity=".6" class="leader"/><text x="${box.right + 18}" y="${at(labels[i]! + 4)}" fill="${colour(c.slot)}" class="name" data-line="${c.slot}"><title>${c.name}</title>${shortened(c.name, nameSize, width - box.right - 18)}</text>`)}</svg>`
}
