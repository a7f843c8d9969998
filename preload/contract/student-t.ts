/**
 * Student's t distribution: cumulative probability and quantile.
 * P(T ≤ t) from the regularised incomplete beta function I_x(ν/2, 1/2), x = ν/(ν+t²) (Abramowitz & Stegun 26.7.1),
 * its continued fraction by Lentz's method (Press et al., Numerical Recipes, 6.4), ln Γ by Lanczos (g = 7, n = 9).
 */

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const sum = lanczos.reduce((total, c, i) => total + (i === 0 ? c : c / (z + i)), 0)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

function betaFraction(a: number, b: number, x: number): number {
  const floor = 1e-300
  const guard = (v: number) => (Math.abs(v) < floor ? floor : v)
  let c = 1
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 1000; m++) {
    for (const term of [(m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)), (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))]) {
      d = 1 / guard(1 + term * d)
      c = guard(1 + term / c)
      result *= d * c
    }
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return result
}

/** I_x(a, b), the regularised incomplete beta function, 0 ≤ x ≤ 1. */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b
}

/** P(T ≤ t) with `freedom` degrees of freedom. */
export function tCumulative(t: number, freedom: number): number {
  const tail = incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
  return t > 0 ? 1 - tail : tail
}

/** The t with P(T ≤ t) = q, 0 < q < 1, by bisection of the upper tail down to the last bits. */
export function tQuantile(q: number, freedom: number): number {
  if (q < 0.5) return -tQuantile(1 - q, freedom)
  if (q === 0.5) return 0
  const upper = 1 - q
  const tail = (t: number) => incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
  let low = 0
  let high = 1
  while (tail(high) > upper) high *= 2
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2
    if (tail(middle) > upper) low = middle
    else high = middle
  }
  return (low + high) / 2
}
