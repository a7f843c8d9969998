/**
 * Whether probabilities mean what they say: expected and maximum calibration error over 15 equal bins (i/15, (i+1)/15]
 * of the answer's probability (Naeini et al. AAAI 2015), and one temperature that mends them (Guo et al. ICML 2017).
 */
import { classCount, type Predictions } from './classification.ts'
import { probabilities, scaledLoss } from './probabilities.ts'

const BINS = 15

/** Of the images in one bin: how many, the mean probability of the answer, and the share answered right. */
export interface Bin { count: number; confidence: number; accuracy: number }

/** Of answers with this probability, right (1) or wrong (0). */
export function reliabilityOf(confidences: ArrayLike<number>, right: ArrayLike<number>): Bin[] {
  const sums = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }))
  for (let i = 0; i < confidences.length; i++) {
    const bin = sums[Math.min(BINS - 1, Math.max(0, Math.ceil(confidences[i]! * BINS) - 1))]!
    bin.count++
    bin.confidence += confidences[i]!
    bin.right += right[i]!
  }
  return sums.map(({ count, confidence, right }) => ({ count, confidence: count ? confidence / count : 0, accuracy: count ? right / count : 0 }))
}

export function reliability(p: Float64Array, labels: Int32Array): Bin[] {
  const classes = p.length / labels.length
  const confidences = new Float64Array(labels.length)
  const right = new Uint8Array(labels.length)
  labels.forEach((label, i) => {
    const row = p.subarray(i * classes, (i + 1) * classes)
    confidences[i] = row.reduce((a, b) => Math.max(a, b), 0)
    right[i] = Number(row.indexOf(confidences[i]!) === label)
  })
  return reliabilityOf(confidences, right)
}

const gap = ({ accuracy, confidence }: Bin) => Math.abs(accuracy - confidence)

export function calibrationError(bins: readonly Bin[]): { expected: number; largest: number } {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  return {
    expected: bins.reduce((sum, bin) => sum + (bin.count / total) * gap(bin), 0),
    largest: bins.reduce((most, bin) => (bin.count ? Math.max(most, gap(bin)) : most), 0),
  }
}

/** Some images of the predictions. */
function chosen({ logits, labels }: Predictions, keep: (i: number) => boolean): Predictions {
  const classes = logits.length / labels.length
  const kept = [...labels.keys()].filter(keep)
  const some = new Float32Array(kept.length * classes)
  kept.forEach((i, at) => some.set(logits.subarray(i * classes, (i + 1) * classes), at * classes))
  return { labels: Int32Array.from(kept, (i) => labels[i]!), logits: some }
}

/** Logits that a fit looks at; of a larger test set some images, as one number does not need more. */
const mostFitted = 1e6

/** The temperature of least log loss on these images, by golden section over its logarithm. */
export function fitTemperature(predictions: Predictions): number {
  const share = mostFitted / predictions.logits.length
  // Scattered by a multiplicative hash (Knuth), as the classes may stand in turns.
  const some = share < 1 ? chosen(predictions, (i) => (Math.imul(i, 0x9e3779b1) >>> 0) / 2 ** 32 < share) : predictions
  const loss = (log: number) => scaledLoss(some, Math.exp(log))
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [Math.log(0.05), Math.log(20)]
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
  let [atLeft, atRight] = [loss(left), loss(right)]
  // One new loss a step: the other point of the shorter stretch is known. A thousandth is far below what half a test set can tell.
  while (high - low > 1e-3) {
    if (atLeft < atRight) {
      high = right
      ;[right, atRight] = [left, atLeft]
      left = high - ratio * (high - low)
      atLeft = loss(left)
    } else {
      low = left
      ;[left, atLeft] = [right, atRight]
      right = low + ratio * (high - low)
      atRight = loss(right)
    }
  }
  return Math.exp((low + high) / 2)
}

/** The temperature for one half of the images (the even ones, or the odd), fitted on the other, so that none is judged by itself. */
export const temperatureOf = (predictions: Predictions, half: 0 | 1): number => fitTemperature(chosen(predictions, (i) => i % 2 !== half))

/** Probabilities with each half of the images scaled by its own temperature. */
export function scaledByHalves(predictions: Predictions, temperatures: readonly [number, number]): Float64Array {
  const scaled = temperatures.map((temperature) => probabilities(predictions, temperature)) as [Float64Array, Float64Array]
  const classes = classCount(predictions)
  for (let row = classes; row < scaled[0].length; row += 2 * classes) scaled[0].set(scaled[1].subarray(row, row + classes), row)
  return scaled[0]
}
