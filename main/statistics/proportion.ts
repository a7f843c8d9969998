/** The 95 % interval of a share (Wilson, JASA 1927): keeps inside 0..1 and works for few images and for shares near the ends. */
import { normalQuantile } from './normal.ts'

export function wilson(successes: number, n: number): { low: number; high: number } {
  const z = normalQuantile(0.975)
  const share = successes / n
  const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
