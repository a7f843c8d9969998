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
