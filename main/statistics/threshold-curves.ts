/** ROC and precision-recall curves of one class against the rest, for each seed, thinned to the points at which they bend. */
import type { SeedMean, ThresholdCurves } from '../../preload/contract/evidence.ts'
import { mean, meanInterval } from '../../preload/contract/intervals.ts'
import type { Predictions } from './classification.ts'
import { probabilitiesOf } from './probabilities.ts'
import { areaUnderRoc, averagePrecision, rankingCurves } from './ranking.ts'

/** Far below a pixel of any chart. */
const TOLERANCE = 5e-4

interface Points { x: number[]; y: number[] }

/** The points without which the line would leave the others by more than the tolerance (Douglas and Peucker, Cartographica 1973); both ends stay. */
export function bends({ x, y }: Points, tolerance = TOLERANCE): Points {
  const keep = new Uint8Array(x.length)
  if (x.length) keep[0] = keep[x.length - 1] = 1
  const open: [number, number][] = [[0, x.length - 1]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range
    const [dx, dy] = [x[to]! - x[from]!, y[to]! - y[from]!]
    const length = Math.hypot(dx, dy)
    let [farthest, distance] = [-1, tolerance]
    for (let i = from + 1; i < to; i++) {
      const [px, py] = [x[i]! - x[from]!, y[i]! - y[from]!]
      const away = length > 0 ? Math.abs(px * dy - py * dx) / length : Math.hypot(px, py)
      if (away > distance) [farthest, distance] = [i, away]
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return { x: x.filter((_, i) => keep[i]), y: y.filter((_, i) => keep[i]) }
}

/** Both curves with their ends, (0, 0) and recall 0 with precision 1, as scikit-learn has them. */
export function curvesOf(scores: ArrayLike<number>, positive: ArrayLike<boolean>) {
  const ranked = rankingCurves(scores, positive)
  return {
    roc: { x: [0, ...ranked.falsePositive], y: [0, ...ranked.truePositive] },
    precisionRecall: { x: [0, ...ranked.truePositive], y: [1, ...ranked.precision] },
    area: areaUnderRoc(ranked), averagePrecision: averagePrecision(ranked),
  }
}

/** Areas are null, and curves empty, where the test images have none of the class or nothing else. `turn` is waited for now and then. */
export async function thresholdCurves(seeds: ReadonlyMap<number, Predictions>, classIndex: number, turn: () => Promise<void>): Promise<ThresholdCurves> {
  const [first] = seeds.values()
  const images = first?.labels.length ?? 0
  const ofClass = first?.labels.reduce((n, label) => n + Number(label === classIndex), 0) ?? 0
  const prevalence = images ? ofClass / images : 0
  if (!ofClass || ofClass === images) return { seeds: [], areaUnderRoc: null, averagePrecision: null, prevalence }
  const curves: (Pick<ThresholdCurves['seeds'][number], 'seed' | 'roc' | 'precisionRecall'> & { area: number; averagePrecision: number })[] = []
  for (const [seed, predictions] of seeds) {
    const scores = await probabilitiesOf(predictions, () => classIndex, turn)
    const { roc, precisionRecall, ...areas } = curvesOf(scores, Array.from(predictions.labels, (label) => label === classIndex))
    await turn()
    curves.push({ seed, roc: bends(roc), precisionRecall: bends(precisionRecall), ...areas })
    await turn()
  }
  const over = (values: number[]): SeedMean => ({ mean: mean(values), interval: meanInterval(values) })
  return {
    seeds: curves.map(({ seed, roc, precisionRecall }) => ({ seed, roc, precisionRecall })),
    areaUnderRoc: over(curves.map(({ area }) => area)), averagePrecision: over(curves.map((one) => one.averagePrecision)), prevalence,
  }
}
