/** Round ends and steps for an axis of three to six labels. `ticks`, where they are not every `interval` from the smallest on. */
export interface Axis { min: number; max: number; interval: number; ticks?: number[]; log?: boolean }

const roundUp = (rough: number): number => {
  const power = 10 ** Math.floor(Math.log10(rough))
  const unit = rough / power
  return (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 2.5 ? 2.5 : unit <= 5 ? 5 : 10) * power
}
/** Removes the dust of floating point: 0.30000000000000004 → 0.3. */
const clean = (value: number) => Number(value.toPrecision(12))

/** An axis that holds [low, high], cut to whole intervals and never past the given bounds; without data (low above high) the bounds themselves. */
export function niceAxis(low: number, high: number, bounds: { min?: number; max?: number } = {}, labels = 5): Axis {
  if (!(low <= high)) return { min: bounds.min ?? 0, max: bounds.max ?? 1, interval: ((bounds.max ?? 1) - (bounds.min ?? 0)) / 4 }
  const span = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1
  const interval = roundUp(span / (labels - 1))
  const min = clean(Math.floor(clean(low / interval)) * interval)
  let max = clean(Math.ceil(clean((low === high ? low + span : high) / interval)) * interval)
  if (max === min) max = clean(min + interval)
  return { min: Math.max(min, bounds.min ?? -Infinity), max: Math.min(max, bounds.max ?? Infinity), interval }
}

/** Whole epochs: steps of 1, 2, 4, 5, 10, 20 … so that no label falls between two epochs. */
export function epochAxis(epochs: number): Axis {
  const steps = [1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500]
  return { min: 0, max: epochs, interval: steps.find((step) => epochs / step <= 5) ?? 2500 }
}

const multiples = (from: number, to: number, interval: number): number[] => {
  const first = Math.ceil(clean(from / interval))
  return Array.from({ length: Math.max(0, Math.floor(clean(to / interval)) - first + 1) }, (_, i) => clean((first + i) * interval))
}

/** Exactly these ends, which a zoom has, with round values between them. */
export function cutAxis(from: number, to: number, labels = 5): Axis {
  const interval = roundUp((to - from) / labels)
  return { min: from, max: to, interval, ticks: multiples(from, to, interval) }
}

/** Seconds, by the steps of a clock. */
export function clockAxis(from: number, to: number, labels = 5): Axis {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
  const interval = steps.find((step) => (to - from) / step <= labels) ?? roundUp((to - from) / labels / 86_400) * 86_400
  return to - from < 2 ? cutAxis(from, to, labels) : { min: from, max: to, interval, ticks: multiples(from, to, interval) }
}

/** A logarithmic axis from low to high, both above 0: 1, 2 and 5 of each decade where few decades are in sight, else whole decades. Ends are moved out to such a value unless they are to be kept. */
export function logAxis(low: number, high: number, keepEnds = false): Axis {
  if (!(low > 0 && low <= high)) return { min: 1, max: 10, interval: 1, ticks: [1, 10], log: true }
  const within = (digits: number[], [from, to]: [number, number]) => {
    const ticks: number[] = []
    for (let power = Math.floor(Math.log10(from)) - 1; power <= Math.ceil(Math.log10(to)) + 1; power++) ticks.push(...digits.map((digit) => clean(digit * 10 ** power)))
    return ticks
  }
  const every = within(Math.log10(high / low) > 2.2 ? [1] : [1, 2, 5], [low, high])
  const min = keepEnds ? low : every.findLast((tick) => tick <= low * (1 + 1e-9))!
  const above = every.find((tick) => tick >= high * (1 - 1e-9))!
  const max = keepEnds ? high : above > min ? above : every.find((tick) => tick > min)!
  const inside = every.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9))
  const ticks = inside.length >= 2 ? inside : multiples(min, max, roundUp((max - min) / 4))
  return { min, max, interval: 1, ticks: ticks.filter((_, i) => i % Math.ceil(ticks.length / 7) === 0), log: true }
}
