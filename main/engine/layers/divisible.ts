/** The nearest multiple of `divisor` that is not below it and not less than nine tenths of the value: how mobile networks round their widths. */
export function divisible(value: number, divisor = 8): number {
  const near = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor)
  return near < 0.9 * value ? near + divisor : near
}
