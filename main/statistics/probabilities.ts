/** Metrics of probabilities (N, K): log loss, Brier score (Brier 1950), top-k. */
import { classCount, type Predictions } from './classification.ts'

/** Softmax of each row of the logits, divided by the temperature first. */
export function probabilities(predictions: Predictions, temperature = 1): Float64Array {
  const classes = classCount(predictions)
  const out = Float64Array.from(predictions.logits, (z) => z / temperature)
  for (let row = 0; row < out.length; row += classes) {
    const part = out.subarray(row, row + classes)
    const largest = part.reduce((a, b) => Math.max(a, b), -Infinity)
    part.forEach((z, k) => { part[k] = Math.exp(z - largest) })
    const total = part.reduce((a, b) => a + b, 0)
    part.forEach((p, k) => { part[k] = p / total })
  }
  return out
}

/** Mean −ln p of the true class, p not below the smallest double step. */
export function logLoss(p: Float64Array, labels: Int32Array): number {
  const classes = p.length / labels.length
  return labels.reduce((sum, label, i) => sum - Math.log(Math.max(p[i * classes + label]!, Number.EPSILON)), 0) / labels.length
}

/** Mean over the images of Σ (p − onehot)². */
export function brier(p: Float64Array, labels: Int32Array): number {
  const classes = p.length / labels.length
  return p.reduce((sum, value, i) => sum + (value - (labels[Math.floor(i / classes)] === i % classes ? 1 : 0)) ** 2, 0) / labels.length
}

/** Share of images whose true class is among the k most probable; of equals, the one with the smaller index counts as more probable. */
export function topK(p: Float64Array, labels: Int32Array, k: number): number {
  const classes = p.length / labels.length
  const right = labels.filter((label, i) => {
    const row = p.subarray(i * classes, (i + 1) * classes)
    return row.filter((value, other) => value > row[label]! || (value === row[label]! && other < label)).length < k
  })
  return right.length / labels.length
}
