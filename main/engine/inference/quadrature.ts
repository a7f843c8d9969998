/** Rules for an integral over 0..1: where the integrand is taken, and how each value counts. The weights sum to 1. */

export type Rule = readonly { at: number; weight: number }[]

const indices = (points: number) => Array.from({ length: points }, (_, i) => i)

/** The middles of equal parts. */
export const middle = (points: number): Rule => indices(points).map((i) => ({ at: (i + 0.5) / points, weight: 1 / points }))

/** Equal distances from end to end, the ends half. */
export const trapezoid = (points: number): Rule => indices(points).map((i) => ({ at: i / (points - 1), weight: (i === 0 || i === points - 1 ? 0.5 : 1) / (points - 1) }))

/** The Legendre polynomial of a degree and its slope, by Bonnet's recursion. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let [before, value] = [1, x]
  for (let n = 2; n <= degree; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n]
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) }
}

/** Gauss and Legendre's: exact for polynomials up to degree 2n − 1. Roots by Newton's method from their usual estimates. */
export const gaussLegendre = (points: number): Rule => indices(points).map((i) => {
  let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5))
  for (let step = 0; step < 8; step++) {
    const { value, slope } = legendre(points, x)
    x -= value / slope
  }
  const { slope } = legendre(points, x)
  return { at: (1 - x) / 2, weight: 1 / ((1 - x * x) * slope * slope) }
})

/** The same with t² for a: closer points near 0, for integrands that turn sharply there and are smooth afterwards. */
export const denserAtZero = (rule: Rule): Rule => rule.map(({ at, weight }) => ({ at: at * at, weight: 2 * at * weight }))
