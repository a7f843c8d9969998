/**
 * Answers from logits (N, K) row-major: per seed, and the majority over seeds.
 * The majority answer of an image is the class most seeds answer. Of classes with equally many votes the one with the
 * highest sum of logits over the seeds is taken, and the smallest index when even those are equal.
 */

export interface Predictions { logits: Float32Array; labels: Int32Array }

export const classCount = (predictions: Predictions): number => predictions.logits.length / predictions.labels.length

/** Index of the largest logit of every row; the first of equal ones. */
export function answers({ logits, labels }: Predictions): Int32Array {
  const classes = logits.length / labels.length
  const out = new Int32Array(labels.length)
  for (let i = 0; i < out.length; i++) {
    let best = 0
    for (let k = 1; k < classes; k++) if (logits[i * classes + k]! > logits[i * classes + best]!) best = k
    out[i] = best
  }
  return out
}

export function majorityAnswers(seeds: readonly Predictions[]): Int32Array {
  const first = seeds[0]!
  const classes = classCount(first)
  const perSeed = seeds.map(answers)
  const out = new Int32Array(first.labels.length)
  for (let i = 0; i < out.length; i++) {
    const votes = new Array<number>(classes).fill(0)
    for (const seed of perSeed) votes[seed[i]!]! += 1
    const sum = (k: number) => seeds.reduce((total, seed) => total + seed.logits[i * classes + k]!, 0)
    let best = 0
    for (let k = 1; k < classes; k++) if (votes[k]! > votes[best]! || (votes[k] === votes[best] && sum(k) > sum(best))) best = k
    out[i] = best
  }
  return out
}

export function accuracy(given: Int32Array, labels: Int32Array): number {
  let right = 0
  for (let i = 0; i < labels.length; i++) if (given[i] === labels[i]) right += 1
  return right / labels.length
}

/** counts[true class][answer]. */
export function confusion(given: Int32Array, labels: Int32Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![given[i]!]! += 1
  return counts
}

/** Images that `before` gets wrong and `after` right, and the reverse. */
export function disagreements(before: Int32Array, after: Int32Array, labels: Int32Array): { fixed: number; broken: number } {
  let fixed = 0
  let broken = 0
  for (let i = 0; i < labels.length; i++) {
    const was = before[i] === labels[i]
    const is = after[i] === labels[i]
    if (!was && is) fixed += 1
    if (was && !is) broken += 1
  }
  return { fixed, broken }
}
