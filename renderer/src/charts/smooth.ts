/**
 * Debiased exponential moving average: s ← f·s + (1 − f)·v, shown as s / (1 − f^t), so that the start is not pulled to zero
 * (the bias correction of Adam, Kingma and Ba 2015, §3). A value that is not finite breaks the line and is left out of the mean.
 */
export function smooth(values: readonly number[], factor: number): number[] {
  let sum = 0
  let weight = 1
  return values.map((value) => {
    if (!Number.isFinite(value)) return Number.NaN
    sum = factor * sum + (1 - factor) * value
    weight *= factor
    return sum / (1 - weight)
  })
}
