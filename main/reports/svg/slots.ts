/** Colour, dash and marker of a slot; from the ninth variant on lines are grey. */
import { html } from '../markup.ts'
import type { Markup } from '../markup.ts'
import { at } from './scale.ts'

export const slotCount = 8
const dashes = ['', '', '7 3', '2 2.5', '9 3 2 3', '4 2', '12 3', '1.5 3 6 3']
const markers = [
  'M-4-4h8v8h-8z', 'M-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0z', 'M0-5L4.8 3.8H-4.8z', 'M0-5.2L5.2 0 0 5.2-5.2 0z',
  'M-4.4-4.4L4.4 4.4M4.4-4.4L-4.4 4.4', 'M0-5.2V5.2M-5.2 0H5.2', 'M0 5L4.8-3.8H-4.8z', 'M-5.2-2h10.4v4h-10.4z',
]
const open = new Set([4, 5])

export const colour = (slot: number): string => (slot < slotCount ? `var(--run-${slot})` : 'var(--line-strong)')
export const dash = (slot: number): string => dashes[slot] ?? ''

export function marker(slot: number, x: number, y: number): Markup {
  const place = `translate(${at(x)} ${at(y)})`
  const shape = markers[slot] ?? markers[1]!
  return open.has(slot)
    ? html`<path d="${shape}" transform="${place}" fill="none" stroke="${colour(slot)}" stroke-width="2.2"/>`
    : html`<path d="${shape}" transform="${place}" fill="${colour(slot)}" stroke="var(--surface)" stroke-width="1.2"/>`
}

/** The short line before a name in a table. */
export const swatch = (slot: number): Markup =>
  html`<svg class="swatch" width="22" height="10" aria-hidden="true"><line x1="0" x2="22" y1="5" y2="5" stroke="${colour(slot)}" stroke-width="2.5"${dash(slot) && html` stroke-dasharray="${dash(slot)}"`}/></svg>`
