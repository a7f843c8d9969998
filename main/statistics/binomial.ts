/** Random numbers of the binomial distribution, exact, by inversion from the mode outwards: about as many steps as its standard deviation (Devroye, Non-Uniform Random Variate Generation, 1986, X.4). */
import { logGamma } from '../../preload/contract/student-t.ts'

/** A small generator of numbers 0 ≤ u < 1 keyed by the seed: the same ones every time. */
export function uniforms(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** How many of n succeed that each do so with probability p. `u`: uniform over 0 ≤ u < 1. */
export function binomial(n: number, p: number, u: number): number {
  if (n === 0 || p <= 0) return 0
  if (p >= 1) return n
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const atMode = Math.exp(logGamma(n + 1) - logGamma(mode + 1) - logGamma(n - mode + 1) + mode * Math.log(p) + (n - mode) * Math.log1p(-p))
  const odds = p / (1 - p)
  let rest = u - atMode
  if (rest < 0) return mode
  for (let [below, above, down, up] = [mode, mode, atMode, atMode]; below > 0 || above < n; ) {
    if (above < n) {
      up *= ((n - above) / (above + 1)) * odds
      above += 1
      if ((rest -= up) < 0) return above
    }
    if (below > 0) {
      down *= below / ((n - below + 1) * odds)
      below -= 1
      if ((rest -= down) < 0) return below
    }
  }
  // What rounding leaves over.
  return mode
}
