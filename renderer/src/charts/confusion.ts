/** Confusion matrices set against each other. counts[true class][answer]; majority answers of the seeds. */
export type Counts = readonly (readonly number[])[]

export const differenceOf = (before: Counts, after: Counts): number[][] => after.map((row, i) => row.map((n, j) => n - (before[i]?.[j] ?? 0)))

/** Good for attention: more on the diagonal, less beside it. 1 better, −1 worse, 0 unchanged. */
export const direction = (truth: number, answer: number, change: number): -1 | 0 | 1 => (change === 0 ? 0 : (truth === answer) === change > 0 ? 1 : -1)

export const largestChange = (difference: Counts): number => Math.max(1, ...difference.flat().map(Math.abs))

export const rightAnswers = (counts: Counts): number => counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)

export interface Change { truth: number; answer: number; before: number; after: number }
/** The largest changes first; for more classes than a matrix can show. */
export function largestChanges(before: Counts, after: Counts, most: number): Change[] {
  const changes: Change[] = []
  after.forEach((row, truth) => row.forEach((n, answer) => {
    const was = before[truth]?.[answer] ?? 0
    // Of a thousand classes there are a million cells, nearly all alike.
    if (was !== n) changes.push({ truth, answer, before: was, after: n })
  }))
  return changes.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)).slice(0, most)
}
