/** Metrics of a confusion matrix counts[true][answer] (as scikit-learn defines them). */

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

export interface ClassMetrics {
  /** 0 where the class was never answered. */
  precision: number
  /** 0 where the class has no images. */
  recall: number
  f1: number
  support: number
}

export function perClass(counts: readonly (readonly number[])[]): ClassMetrics[] {
  return counts.map((row, k) => {
    const [right, support, answered] = [row[k]!, sum(row), sum(counts.map((other) => other[k]!))]
    const precision = answered ? right / answered : 0
    const recall = support ? right / support : 0
    return { precision, recall, f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0, support }
  })
}

/** Agreement beyond chance (Cohen 1960). */
export function cohenKappa(counts: readonly (readonly number[])[]): number {
  const total = sum(counts.map(sum))
  const observed = sum(counts.map((row, k) => row[k]!)) / total
  const expected = sum(counts.map((row, k) => sum(row) * sum(counts.map((other) => other[k]!)))) / total ** 2
  return expected === 1 ? 0 : (observed - expected) / (1 - expected)
}

/** Matthews correlation for several classes (Gorodkin 2004). */
export function matthews(counts: readonly (readonly number[])[]): number {
  const truths = counts.map(sum)
  const answers = counts.map((_, k) => sum(counts.map((row) => row[k]!)))
  const total = sum(truths)
  const covariance = (a: number[], b: number[]) => sum(a.map((x, k) => x * b[k]!))
  const right = sum(counts.map((row, k) => row[k]!))
  const spread = (total ** 2 - covariance(answers, answers)) * (total ** 2 - covariance(truths, truths))
  return spread ? (right * total - covariance(truths, answers)) / Math.sqrt(spread) : 0
}
