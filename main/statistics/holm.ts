/** Holm's step-down correction for several tests (Scand. J. Statist. 1979): adjusted p in the order given. */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)
  const adjusted = new Array<number>(p.length)
  let largest = 0
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[index]!))
    adjusted[index] = largest
  })
  return adjusted
}
