/** What charts of one page share: the cursor and the zoomed range, both along the same x axis, and the ends a zoom cannot leave. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Range { from: number; to: number }
export interface LinkedCharts { cursor: Ref<number | null>; range: ShallowRef<Range | null>; ends: ShallowRef<Range> }

export const linkedCharts = (): LinkedCharts => ({ cursor: ref(null), range: shallowRef(null), ends: shallowRef({ from: 0, to: 1 }) })

/** Within the ends and not thinner than a ten-thousandth of them; null when it is all there is. */
export function within(range: Range, ends: Range): Range | null {
  const [low, high] = range.from <= range.to ? [range.from, range.to] : [range.to, range.from]
  const least = (ends.to - ends.from) * 1e-4
  const from = Math.max(ends.from, Math.min(low, ends.to - least))
  const to = Math.min(ends.to, Math.max(high, from + least))
  return from <= ends.from && to >= ends.to ? null : { from, to }
}

/** Moved by part of its width, and stopped at the ends. */
export function moved({ from, to }: Range, by: number, ends: Range): Range {
  const shift = Math.max(ends.from - from, Math.min(ends.to - to, by))
  return { from: from + shift, to: to + shift }
}
