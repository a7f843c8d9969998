/**
 * The attention map's colours. A cell's value is e = weight × N (1 = the even share), its place on the scale t = ln e / ln N,
 * so all models, heads and images share one scale: 1× to N×. Nine stops, interpolated in OKLab (Ottosson 2020).
 */
const stops = ['#2b1e66', '#542977', '#80347d', '#ab4179', '#d3546a', '#ea765a', '#f89d55', '#fdc465', '#faea89']

type Triple = [number, number, number]

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const encoded = (c: number) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055)

function toLab(hex: string): Triple {
  const [r, g, b] = [1, 3, 5].map((i) => linear(parseInt(hex.slice(i, i + 2), 16) / 255)) as Triple
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}

function toHex([L, a, b]: Triple): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
  return `#${rgb.map((c) => Math.round(Math.min(1, Math.max(0, encoded(c))) * 255).toString(16).padStart(2, '0')).join('')}`
}

const labs = stops.map(toLab)

/** t in 0..1. */
export function maculaColour(t: number): string {
  const place = Math.min(1, Math.max(0, t)) * (stops.length - 1)
  const i = Math.min(stops.length - 2, Math.floor(place))
  return toHex(labs[i]!.map((v, k) => v + (labs[i + 1]![k]! - v) * (place - i)) as Triple)
}

/** Null where nothing is drawn: at the even share and below. */
export function cellLook(weight: number, cells: number): { t: number; alpha: number } | null {
  const times = weight * cells
  if (!(times > 1) || cells < 2) return null
  const t = Math.min(1, Math.log(times) / Math.log(cells))
  return { t, alpha: 0.34 + 0.5 * t }
}

/** Indices of the fewest cells that hold half of all weight. */
export function halfOfTheLook(weights: readonly number[]): Set<number> {
  const total = weights.reduce((a, b) => a + b, 0)
  const chosen = new Set<number>()
  if (!(total > 0)) return chosen
  let held = 0
  for (const i of weights.map((_, k) => k).sort((a, b) => weights[b]! - weights[a]! || a - b)) {
    if (held >= total / 2) break
    chosen.add(i)
    held += weights[i]!
  }
  return chosen
}
