/** Down-sampling that keeps the extremes: every bucket leaves its minimum and maximum, in their order, and the ends stay. */
export interface Series { x: number[]; y: number[] }

export function thin(series: Series, maxPoints: number): Series {
  const { x, y } = series
  if (x.length <= maxPoints) return series
  const buckets = Math.max(1, Math.floor((maxPoints - 2) / 2))
  const kept = [0]
  const inner = x.length - 2
  for (let b = 0; b < buckets; b++) {
    const from = 1 + Math.floor((b * inner) / buckets)
    const to = 1 + Math.floor(((b + 1) * inner) / buckets)
    let low = from
    let high = from
    for (let i = from; i < to; i++) {
      if (y[i]! < y[low]!) low = i
      if (y[i]! > y[high]!) high = i
    }
    kept.push(Math.min(low, high))
    if (low !== high) kept.push(Math.max(low, high))
  }
  kept.push(x.length - 1)
  return { x: kept.map((i) => x[i]!), y: kept.map((i) => y[i]!) }
}
