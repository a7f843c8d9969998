/** What charts share: unit at the top left, horizontal hairlines, one strong base line, short ticks. */
import { fixed } from '../../../preload/contract/format.ts'
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { at } from './scale.ts'
import type { Scale } from './scale.ts'

export interface Box { left: number; right: number; top: number; bottom: number }

const places = (ticks: readonly number[]) => Math.max(0, ...ticks.map((t) => (String(t).split('.')[1] ?? '').length))

export function frame(x: Scale, y: Scale, box: Box, { unit, xName }: { unit: string; xName: string }): Markup {
  const [xPlaces, yPlaces] = [places(x.ticks), places(y.ticks)]
  return html`<text x="0" y="11" class="axis">${unit}</text>${y.ticks.map((t) => html`<line x1="${box.left}" x2="${box.right}" y1="${at(y(t))}" y2="${at(y(t))}" stroke="var(--line)"/><text x="${box.left - 8}" y="${at(y(t) + 4)}" text-anchor="end" class="axis">${fixed(t, yPlaces)}</text>`)}${x.ticks.map((t) => html`<line x1="${at(x(t))}" x2="${at(x(t))}" y1="${box.bottom}" y2="${box.bottom + 4}" stroke="var(--line-strong)"/><text x="${at(x(t))}" y="${box.bottom + 17}" text-anchor="middle" class="axis">${fixed(t, xPlaces)}</text>`)}<line x1="${box.left}" x2="${box.right}" y1="${box.bottom}" y2="${box.bottom}" stroke="var(--line-strong)"/><text x="${box.right}" y="${box.bottom + 33}" text-anchor="end" class="axis">${xName}</text>`
}
