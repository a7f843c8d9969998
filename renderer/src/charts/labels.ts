/** Where words go beside marks so that they do not cover each other. All in px, y downwards. */

/** Moves centres apart to at least `gap`, as little as possible in sum of squares, and keeps them within [top, bottom]. */
export function spread(centres: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = centres.map((_, i) => i).sort((a, b) => centres[a]! - centres[b]!)
  /** Clusters that would touch are merged and centred on the mean of what they hold (pool adjacent violators). */
  const clusters: { sum: number; size: number }[] = []
  const start = ({ sum, size }: { sum: number; size: number }) =>
    Math.min(Math.max(sum / size, top), Math.max(top, bottom - (size - 1) * gap))
  for (const i of order) {
    let cluster = { sum: centres[i]!, size: 1 }
    for (let last = clusters.at(-1); last && start(last) + last.size * gap > start(cluster); last = clusters.at(-1)) {
      clusters.pop()
      /** sum holds each member's wished start of the cluster, so the mean is the least-squares start. */
      cluster = { sum: last.sum + cluster.sum - cluster.size * last.size * gap, size: last.size + cluster.size }
    }
    clusters.push(cluster)
  }
  const placed: number[] = []
  let next = 0
  for (const cluster of clusters) for (let k = 0; k < cluster.size; k++) placed[order[next++]!] = start(cluster) + k * gap
  return placed
}

export interface Box { left: number; top: number; right: number; bottom: number }
export interface Word { x: number; y: number; align: 'left' | 'right' }

const overlap = (a: Box, b: Box) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))

/** One word beside each point: the first free place among right, left and the six slanted ones; else the one that covers least. Lines are kept free where possible. */
export function beside(points: readonly { x: number; y: number; width: number }[], height: number, area: Box, lines: readonly Box[] = []): Word[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }))
  return points.map(({ x, y, width }, own) => {
    let best: { word: Word; box: Box; cost: number } | null = null
    for (const dy of [0, 12, -12, 24, -24]) {
      for (const align of ['left', 'right'] as const) {
        const left = align === 'left' ? x + 10 : x - 10 - width
        const box = { left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 }
        const outside = box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom
        const cost = taken.reduce((sum, other, i) => sum + (i === own ? 0 : overlap(box, other)), 0) + lines.reduce((sum, line) => sum + overlap(box, line), 0) + (outside ? 1e4 : 0) + Math.abs(dy) * 0.01
        if (!best || cost < best.cost) best = { word: { x: align === 'left' ? x + 10 : x - 10, y: y + dy, align }, box, cost }
      }
    }
    taken.push(best!.box)
    return best!.word
  })
}
