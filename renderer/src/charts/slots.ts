/** Colour is never the only carrier: each slot has its own dash and marker too. Slots above 7 are drawn grey. */
import type { ChartTheme } from './theme.ts'

export const slotCount = 8

/** Dash lengths in px; null is a solid line. The same values stand in tokens.css as --dash-0 … --dash-7. */
const dashes: (number[] | null)[] = [null, null, [7, 3], [2, 2.5], [9, 3, 2, 3], [4, 2], [12, 3], [1.5, 3, 6, 3]]
export const slotDash = (slot: number): number[] | null => dashes[slot] ?? null

/** Marker outlines in a box from −1 to 1, for SVG and for ECharts' `path://`. */
const markers = [
  'M-.8-.8H.8V.8H-.8Z',
  'M-.9 0A.9.9 0 1 1 .9 0 .9.9 0 1 1-.9 0Z',
  'M0-1 .95.75H-.95Z',
  'M0-1.1 1.1 0 0 1.1-1.1 0Z',
  'M-.9-.55-.55-.9 0-.35.55-.9.9-.55.35 0 .9.55.55.9 0 .35-.55.9-.9.55-.35 0Z',
  'M-.3-1H.3V-.3H1V.3H.3V1H-.3V.3H-1V-.3H-.3Z',
  'M0 1-.95-.75H.95Z',
  'M-1.1-.4H1.1V.4H-1.1Z',
] as const
export const slotMarker = (slot: number): string => markers[slot] ?? markers[1]

export const slotColour = (slot: number, theme: ChartTheme): string => theme.runs[slot] ?? theme.ink3
