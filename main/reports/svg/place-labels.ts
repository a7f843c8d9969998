/** Names beside points of a chart: the first of several places that lies inside and covers neither another name nor a marker. */
import { textWidth } from '../../../preload/contract/text-width.ts'

export interface Spot { x: number; y: number }
export interface Placed { x: number; y: number; anchor: 'start' | 'end' }
interface Area { left: number; right: number; top: number; bottom: number }

/** px; the style calls it .name. */
export const nameSize = 12

const overlap = (a: Area, b: Area) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))

export function placeLabels(spots: readonly (Spot & { name: string })[], area: Area): Placed[] {
  const markers = spots.map(({ x, y }): Area => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }))
  const taken: Area[] = []
  return spots.map(({ x, y, name }) => {
    const width = textWidth(name, nameSize)
    const shifts = [-11, 11, 0, -24, 24, -37, 37]
    const candidates = shifts.flatMap((dy): Placed[] => [{ x: x + 10, y: y + dy, anchor: 'start' }, { x: x - 10, y: y + dy, anchor: 'end' }])
    const box = (p: Placed): Area => ({ left: p.anchor === 'start' ? p.x : p.x - width, right: p.anchor === 'start' ? p.x + width : p.x, top: p.y - 7, bottom: p.y + 7 })
    const cost = (p: Placed, i: number) => {
      const b = box(p)
      const outside = Math.max(0, area.left - b.left) + Math.max(0, b.right - area.right) + Math.max(0, area.top - b.top) + Math.max(0, b.bottom - area.bottom)
      return [...taken, ...markers].reduce((sum, other) => sum + overlap(b, other), 0) + outside * 14 + i * 0.5
    }
    const best = candidates.reduce((a, b) => (cost(b, candidates.indexOf(b)) < cost(a, candidates.indexOf(a)) ? b : a))
    taken.push(box(best))
    return best
  })
}
