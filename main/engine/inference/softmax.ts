/** Softmax of one row of logits, and its largest entry, in JavaScript: for rows that have left TensorFlow. */
export function softmaxOf(logits: ArrayLike<number>): number[] {
  const row = Array.from(logits)
  const top = Math.max(...row)
  const exps = row.map((x) => Math.exp(x - top))
  const total = exps.reduce((a, b) => a + b, 0)
  return exps.map((e) => e / total)
}

/** Place of the largest value; the first of equals. */
export function largest(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i
  return best
}
