/** The standard normal distribution: cumulative probability and quantile (Abramowitz & Stegun 7.1.5 and 7.1.14). */

/** 1 − erf(x) for x ≥ 0: the power series below 2.5, the continued fraction by Lentz's method above. */
function complementaryError(x: number): number {
  if (x < 2.5) {
    let [term, sum] = [x, x]
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= -(x * x) / n
      sum += term / (2 * n + 1)
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum
  }
  let fraction = 0
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction)
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction))
}

/** P(Z ≤ z). */
export function normalCumulative(z: number): number {
  const tail = complementaryError(Math.abs(z) / Math.SQRT2) / 2
  return z > 0 ? 1 - tail : tail
}

/** The z with P(Z ≤ z) = q, 0 < q < 1, by bisection of the lower tail. */
export function normalQuantile(q: number): number {
  if (q > 0.5) return -normalQuantile(1 - q)
  let [low, high] = [-40, 0]
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, -low); i++) {
    const middle = (low + high) / 2
    if (normalCumulative(middle) < q) low = middle
    else high = middle
  }
  return (low + high) / 2
}
