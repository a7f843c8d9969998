/** One class against the rest, by score: ROC and precision-recall curves, the area under the first, average precision. */

export interface Curves {
  /** Thresholds, falling; a score at or above one is called positive. */
  thresholds: number[]
  /** Share of negatives and of positives called positive, at each threshold; both 0 before the first. */
  falsePositive: number[]
  truePositive: number[]
  precision: number[]
}

/** Equal scores share a threshold. */
export function rankingCurves(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): Curves {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
  const positives = Array.from(positive).filter(Boolean).length
  const negatives = scores.length - positives
  const curves: Curves = { thresholds: [], falsePositive: [], truePositive: [], precision: [] }
  let [right, wrong] = [0, 0]
  order.forEach((at, i) => {
    if (positive[at]) right++
    else wrong++
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[at]) return
    curves.thresholds.push(scores[at]!)
    curves.truePositive.push(right / positives)
    curves.falsePositive.push(wrong / negatives)
    curves.precision.push(right / (right + wrong))
  })
  return curves
}

/** Area under the ROC curve by trapezoids; NaN without positives or negatives. */
export function areaUnderRoc({ falsePositive, truePositive }: Curves): number {
  return truePositive.reduce((area, y, i) => area + ((falsePositive[i]! - (falsePositive[i - 1] ?? 0)) * (y + (truePositive[i - 1] ?? 0))) / 2, 0)
}

/** Σ (recall step) · precision, without interpolation. */
export function averagePrecision({ truePositive, precision }: Curves): number {
  return truePositive.reduce((area, recall, i) => area + (recall - (truePositive[i - 1] ?? 0)) * precision[i]!, 0)
}

/**
 * Both at once without sorting the negatives, of which there are many more: each finds its place among the sorted positives.
 * Of equal scores half count as ranked right (area), and all as called (precision). NaN without positives or negatives.
 */
export function rankingAreas(scores: ArrayLike<number>, positive: ArrayLike<boolean>): { area: number; averagePrecision: number } {
  const own = Float64Array.from(Array.from(scores).filter((_, i) => positive[i])).sort()
  const n = own.length
  /** Negatives whose score is at or above the positive at this place and below the next; the last place is for those below all. */
  const beside = new Float64Array(n + 1)
  let [right, negatives] = [0, 0]
  for (let i = 0; i < scores.length; i++) {
    if (positive[i]) continue
    const score = scores[i]!
    let [above, from] = [n, 0]
    while (from < above) { const middle = (from + above) >> 1; if (own[middle]! <= score) from = middle + 1; else above = middle }
    let equal = 0
    while (equal < from && own[from - 1 - equal] === score) equal++
    negatives++
    right += n - from + equal / 2
    beside[from]! += 1
  }
  let [called, precision] = [0, 0]
  for (let place = n; place > 0; place--) {
    called += beside[place]!
    // Positives of one score share a threshold: its precision counts once for each.
    let same = 1
    while (place - same > 0 && own[place - same - 1] === own[place - 1]) { called += beside[place - same]!; same++ }
    const found = n - place + same
    precision += same * (found / (found + called))
    place -= same - 1
  }
  return { area: right / (n * negatives), averagePrecision: negatives ? precision / n : NaN }
}
