/** Metrics of probabilities (N, K): log loss, Brier score (Brier 1950), top-k. */
import { classCount, type Predictions } from './classification.ts'

/** Softmax of each row of the logits, divided by the temperature first. */
export function probabilities(predictions: Predictions, temperature = 1): Float64Array {
  const classes = classCount(predictions)
  const { logits } = predictions
  const out = new Float64Array(logits.length)
  // Plain loops: this runs over every image, class, seed and tried temperature.
  for (let row = 0; row < out.length; row += classes) {
    let largest = -Infinity
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[row + k]!)
    let total = 0
    for (let k = 0; k < classes; k++) total += out[row + k] = Math.exp((logits[row + k]! - largest) / temperature)
    for (let k = 0; k < classes; k++) out[row + k]! /= total
  }
  return out
}

/** Rows between two turns of others: 10,000 images of 100 classes take a while. */
const rowsAtOnce = 1000

/** Of each row the probability of one class alone, waiting for `turn` now and then. */
export async function probabilitiesOf(predictions: Predictions, classOf: (row: number) => number, turn: () => Promise<void>): Promise<Float64Array> {
  const classes = classCount(predictions)
  const { logits, labels } = predictions
  const out = new Float64Array(labels.length)
  for (let i = 0; i < out.length; i++) {
    if (i % rowsAtOnce === 0) await turn()
    const row = i * classes
    let largest = -Infinity
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[row + k]!)
    let total = 0
    for (let k = 0; k < classes; k++) total += Math.exp(logits[row + k]! - largest)
    out[i] = Math.exp(logits[row + classOf(i)]! - largest) / total
  }
  return out
}

/** Mean −ln p of the true class, p not below the smallest double step. */
export function logLoss(p: Float64Array, labels: Int32Array): number {
  const classes = p.length / labels.length
  return labels.reduce((sum, label, i) => sum - Math.log(Math.max(p[i * classes + label]!, Number.EPSILON)), 0) / labels.length
}

/** The log loss of logits divided by a temperature, without keeping the probabilities: Σ ln Σ exp((l − max) / T) − (own − max) / T. */
export function scaledLoss({ logits, labels }: Predictions, temperature: number): number {
  const classes = logits.length / labels.length
  const most = -Math.log(Number.EPSILON)
  let sum = 0
  for (let i = 0; i < labels.length; i++) {
    const row = i * classes
    let largest = -Infinity
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[row + k]!)
    let total = 0
    for (let k = 0; k < classes; k++) total += Math.exp((logits[row + k]! - largest) / temperature)
    sum += Math.min(most, Math.log(total) - (logits[row + labels[i]!]! - largest) / temperature)
  }
  return sum / labels.length
}

/** Mean over the images of Σ (p − onehot)². */
export function brier(p: Float64Array, labels: Int32Array): number {
  const classes = p.length / labels.length
  return p.reduce((sum, value, i) => sum + (value - (labels[Math.floor(i / classes)] === i % classes ? 1 : 0)) ** 2, 0) / labels.length
}

/** Share of images whose true class is among the k most probable; of equals, the one with the smaller index counts as more probable. */
export function topK(p: Float64Array, labels: Int32Array, k: number): number {
  const classes = p.length / labels.length
  let right = 0
  labels.forEach((label, i) => {
    const own = p[i * classes + label]!
    let before = 0
    for (let other = 0; other < classes; other++) {
      const value = p[i * classes + other]!
      if (value > own || (value === own && other < label)) before++
    }
    if (before < k) right++
  })
  return right / labels.length
}
