/** Round ends and steps for an axis of three to six labels. */
export interface Axis { min: number; max: number; interval: number }

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
