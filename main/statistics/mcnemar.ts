/**
 * McNemar's test of paired right/wrong answers (Psychometrika 1947). Only images on which the two disagree count:
 * under "no difference" the fixed ones among them are Binomial(fixed + broken, 1/2).
 * mid-p = 2·P(X ≤ min) − P(X = min) (Fagerland, Lydersen, Laake, BMC Med. Res. Methodol. 2013): less conservative than exact.
 */
import { logGamma } from '../../preload/contract/student-t.ts'

/** P(X ≤ k) and P(X = k), X ~ Binomial(n, 1/2). */
function binomialHalf(k: number, n: number): { below: number; at: number } {
  const logAt = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2
  const at = Math.exp(logAt)
  let term = at
  let below = at
  for (let i = k; i > 0 && term > 0; i--) {
    term *= i / (n - i + 1)
    below += term
  }
  return { below, at }
}

export function mcnemar(fixed: number, broken: number): { exact: number; midP: number } {
  const n = fixed + broken
  if (n === 0) return { exact: 1, midP: 1 }
  const { below, at } = binomialHalf(Math.min(fixed, broken), n)
  return { exact: Math.min(1, 2 * below), midP: Math.min(1, 2 * below - at) }
}
