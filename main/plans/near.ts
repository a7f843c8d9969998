/** The name a mistyped one was likely meant to be. */

/** Edit distance with neighbouring letters swapped counted once (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      rows[i]![j] = best
    }
  }
  return rows[a.length]![b.length]!
}

const ranked = (given: string, known: readonly string[]) => known
  .map((k) => ({ k, distance: k.toLowerCase().startsWith(given) && given.length > 1 ? 0.5 + k.length / 1000 : editDistance(given, k.toLowerCase()) }))
  .sort((a, b) => a.distance - b.distance)

/** Null when nothing is near: at most a third of the letters differ, or one begins with the other. */
export function nearest(name: string, known: readonly string[]): string | null {
  const given = name.toLowerCase().slice(0, 100)
  if (!given) return null
  const best = ranked(given, known)[0]
  return best && best.distance <= Math.max(1, Math.floor(Math.max(given.length, best.k.length) / 3)) ? best.k : null
}

/** The nearest ones, best first, however near. */
export const nearestFew = (name: string, known: readonly string[], count = 6): string[] => ranked(name.toLowerCase().slice(0, 100), known).slice(0, count).map(({ k }) => k)
