/**
 * Pointing at a chart with mouse, pen or keys: the cursor, a range dragged or zoomed with Ctrl and the wheel. Counted in px and
 * turned into values at the end, so that it is the same on even and on logarithmic axes.
 */
import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import type { LinkedCharts } from './linked.ts'
import { moved, within } from './linked.ts'

/** The plot in px of the element; values by px and px by values, both ways open beyond the plot. */
export interface Plot { left: number; right: number; top: number; bottom: number; valueAt(px: number): number; pxOf(value: number): number }

/** Less is a click that trembled. */
const leastDrag = 6

/** `plot` as it was drawn last, which is what a pointer points at; `drawnNow` with every change, for keys. */
export function usePointing(host: Ref<HTMLElement | null>, plot: () => Plot | null, drawnNow: () => Plot | null, linked: LinkedCharts, zooms: () => boolean): { dragged: Ref<{ left: number; right: number } | null>; spoken: Ref<boolean> } {
  const dragged = ref<{ left: number; right: number } | null>(null)
  /** Whether the cursor was moved by keys, so that its readout is to be spoken. */
  const spoken = ref(false)
  let begun: number | null = null
  let rested = { x: NaN, y: NaN }

  const clamp = (px: number, { left, right }: Plot) => Math.max(left, Math.min(right, px))
  const pxOf = (event: MouseEvent) => event.clientX - host.value!.getBoundingClientRect().left
  const zoomTo = (from: number, to: number, at: Plot) => { linked.range.value = within({ from: at.valueAt(from), to: at.valueAt(to) }, linked.ends.value) }

  function zoomBy(factor: number, centre: number, at: Plot) {
    zoomTo(centre - (centre - at.left) * factor, centre + (at.right - centre) * factor, at)
  }
  function pan(px: number, at: Plot) {
    const range = linked.range.value
    if (range) linked.range.value = moved(range, at.valueAt(at.left + px) - at.valueAt(at.left), linked.ends.value)
  }

  useEventListener(host, 'pointermove', (event: PointerEvent) => {
    const at = plot()
    // A page that is laid out anew under a pointer at rest says so as a move.
    if (!at || (event.clientX === rested.x && event.clientY === rested.y)) return
    rested = { x: event.clientX, y: event.clientY }
    const x = pxOf(event)
    const y = event.clientY - host.value!.getBoundingClientRect().top
    spoken.value = false
    if (begun !== null) {
      const now = clamp(x, at)
      dragged.value = Math.abs(now - begun) < leastDrag ? null : { left: Math.min(begun, now), right: Math.max(begun, now) }
    }
    linked.cursor.value = x < at.left - 4 || x > at.right + 4 || y < 0 || y > at.bottom + 20 ? null : at.valueAt(clamp(x, at))
  })
  useEventListener(host, 'pointerleave', () => { if (begun === null && !spoken.value) linked.cursor.value = null })
  useEventListener(host, 'pointerdown', (event: PointerEvent) => {
    const at = plot()
    if (!at || !zooms() || event.button !== 0 || event.pointerType === 'touch') return
    const x = pxOf(event)
    if (x < at.left || x > at.right) return
    begun = x
    host.value!.setPointerCapture(event.pointerId)
  })
  const drop = () => { begun = null; dragged.value = null }
  useEventListener(host, 'pointerup', () => {
    const at = plot()
    const range = dragged.value
    drop()
    if (at && range) zoomTo(range.left, range.right, at)
  })
  useEventListener(host, 'pointercancel', drop)
  useEventListener(host, 'dblclick', () => { linked.range.value = null })
  useEventListener(host, 'wheel', (event: WheelEvent) => {
    const at = plot()
    if (!at || !zooms() || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    zoomBy(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.006), clamp(pxOf(event), at), at)
  }, { passive: false })

  useEventListener(host, 'keydown', (event: KeyboardEvent) => {
    const at = drawnNow()
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return
    const here = linked.cursor.value === null ? (at.left + at.right) / 2 : at.pxOf(linked.cursor.value)
    const width = at.right - at.left
    const move = (px: number) => { spoken.value = true; linked.cursor.value = at.valueAt(clamp(px, at)) }
    const keys: Record<string, () => unknown> = {
      ArrowLeft: () => (event.shiftKey ? pan(-width / 10, at) : move(here - width / 60)),
      ArrowRight: () => (event.shiftKey ? pan(width / 10, at) : move(here + width / 60)),
      Home: () => move(at.left),
      End: () => move(at.right),
      ...(zooms() ? { '+': () => zoomBy(0.7, here, at), '=': () => zoomBy(0.7, here, at), '-': () => zoomBy(1 / 0.7, here, at) } : {}),
      ...(dragged.value ? { Escape: drop } : {}),
    }
    const act = keys[event.key]
    if (!act) return
    act()
    event.preventDefault()
    event.stopPropagation()
  })
  return { dragged, spoken }
}
