/**
 * The attention map's colours, one absolute scale for all models, heads and epochs.
 * A cell's value is e = weight × N, "times even": 1 is looking everywhere equally, N all in one cell.
 * Its place in the map is t = ln e / ln N; alpha is 0 up to e = 1, above .34 + .50 t. So what is not looked at stays untouched.
 * Nine stops of rising OKLCH lightness, interpolated in OKLab (Ottosson 2020).
 */
type Triple = [number, number, number]

/** The stops --map-0 … --map-8 of tokens.css, the same in light and dark. */
export const stops: readonly string[] = ['#2b1e66', '#542977', '#80347d', '#ab4179', '#d3546a', '#ea765a', '#f89d55', '#fdc465', '#faea89']

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const toGamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)

/** sRGB 0..1 → OKLab. */
export function oklab([red, green, blue]: Triple): Triple {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}

/** OKLab → sRGB 0..1, clipped to the gamut. */
export function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (c: number) => Math.min(1, Math.max(0, toGamma(c)))
  return [clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s), clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)]
}

const rgb = (hex: string): Triple => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Triple
const labs = stops.map((stop) => oklab(rgb(stop)))

/** Colour at t in 0..1, as 0..255. */
export const colourAt = (t: number): Triple => between(labs, t)

function between(labs: readonly Triple[], t: number): Triple {
  const place = Math.min(1, Math.max(0, t)) * (labs.length - 1)
  const i = Math.min(labs.length - 2, Math.floor(place))
  const f = place - i
  const mixed = labs[i]!.map((value, k) => value + f * (labs[i + 1]![k]! - value)) as Triple
  return fromOklab(mixed).map((c) => Math.round(c * 255)) as Triple
}

/** Place of e on the scale from 1× to N×; N = 1 has only "everywhere". */
export const placeOf = (e: number, n: number): number => (e <= 1 || n <= 1 ? 0 : Math.min(1, Math.log(e) / Math.log(n)))

/** Painted on the image: [red, green, blue, alpha], alpha 0..1. */
export function heat(e: number, n: number): [number, number, number, number] {
  if (!(e > 1)) return [0, 0, 0, 0]
  const t = placeOf(e, n)
  return [...colourAt(t), 0.34 + 0.5 * t]
}

/**
 * Signed maps, centred at 0: evidence for the answer in the blue of "fixed", against it in the rust of "broken" (their values of
 * both themes and the pale one), lighter the more it counts; place and alpha by its size as above.
 */
export const signedStops = { pro: ['#1f5fbf', '#76b5fe', '#dbe7f8'], contra: ['#b0400d', '#ff9a62', '#fae3d7'] } as const
const signedLabs = { pro: signedStops.pro.map((stop) => oklab(rgb(stop))), contra: signedStops.contra.map((stop) => oklab(rgb(stop))) }

export function signedHeat(e: number, n: number): [number, number, number, number] {
  if (!(Math.abs(e) > 1)) return [0, 0, 0, 0]
  const t = placeOf(Math.abs(e), n)
  return [...between(signedLabs[e > 0 ? 'pro' : 'contra'], t), 0.34 + 0.5 * t]
}

/** Spotlight: black that leaves where the look is; alpha .86 falling to 0. */
export const shade = (e: number, n: number): number => 0.86 * (1 - placeOf(e, n))
