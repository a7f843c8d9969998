/** Scales of charts: a linear map, and round ticks. */

export interface Scale { (value: number): number; ticks: number[]; domain: [number, number] }

/** Whole numbers from the first to the last, with a step of 1, 2 or 5 times a power of ten: for epochs and steps of training. */
export function wholeTicks(low: number, high: number, count: number): number[] {
  const size = [1, 2, 5, 10].map((m) => m * 10 ** Math.max(0, Math.floor(Math.log10((high - low) / count || 1)))).find((s) => (high - low) / s <= count)!
  const inner = ticksBetween(low, high, (high - low) / size).filter((t) => Number.isInteger(t) && t - low >= size * 0.4 && high - t >= size * 0.4)
  return [...new Set([Math.ceil(low), ...inner, Math.floor(high)])]
}

/** Steps of 1, 2, 2.5 or 5 times a power of ten, so that about `count` ticks lie between. */
export function step(span: number, count: number): number {
  const raw = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999)!
}

const tidy = (value: number) => Number(value.toPrecision(12))

export function ticksBetween(low: number, high: number, count: number): number[] {
  const size = step(high - low, count)
  const first = Math.ceil(low / size - 1e-9)
  const last = Math.floor(high / size + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => tidy((first + i) * size))
}

/** From `domain` to `range`; a domain without extent is widened a little. */
export function linear([low, high]: [number, number], [from, to]: [number, number], count = 5): Scale {
  const [a, b] = high > low ? [low, high] : [low - 0.5, low + 0.5]
  const scale = (value: number) => from + ((value - a) / (b - a)) * (to - from)
  return Object.assign(scale, { ticks: ticksBetween(a, b, count), domain: [a, b] as [number, number] })
}

/** A domain widened to round ends. */
export function rounded(low: number, high: number, count: number): [number, number] {
  const size = step(Math.max(high - low, 1e-9), count)
  return [tidy(Math.floor(low / size + 1e-9) * size), tidy(Math.ceil(high / size - 1e-9) * size)]
}

/** Coordinates in a drawing: two places, no trailing zeros. */
export const at = (value: number): string => String(Math.round(value * 100) / 100)

/** Moves labels apart so that neighbours are at least `gap` away from each other, within low and high, in their order. */
export function spread(places: readonly number[], gap: number, low: number, high: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b)
  const out = [...places]
  order.forEach((i, rank) => { out[i] = Math.max(places[i]!, rank ? out[order[rank - 1]!]! + gap : low) })
  order.toReversed().forEach((i, rank, reversed) => { out[i] = Math.min(out[i]!, rank ? out[reversed[rank - 1]!]! - gap : high) })
  return out
}
