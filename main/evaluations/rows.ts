/** What is known of the images of an evaluation, one row each; which rows a filter leaves, and in which order. */
import type { Problem } from '../../preload/contract/errors.ts'
import type { EvaluatedImage, EvaluationFilter, EvaluationSort } from '../../preload/contract/evaluation.ts'

export interface Rows {
  names: string[]
  /** Rows so far answered or refused: the first ones. */
  done: number
  /** How many runs answer. */
  runs: number
  /** Places of classes, −1 where nothing is known. */
  labels: Int32Array
  /** (rows, runs): the answer (−1 for a refused image), its probability, and that of the true class. */
  answers: Int32Array
  probabilities: Float32Array
  ofLabel: Float32Array
  problems: Map<number, Problem>
}

export function emptyRows(names: string[], labels: Int32Array, runs: number): Rows {
  const each = names.length * runs
  return { names, done: 0, runs, labels, answers: new Int32Array(each).fill(-1), probabilities: new Float32Array(each), ofLabel: new Float32Array(each), problems: new Map() }
}

export const answersAt = ({ answers, runs }: Rows, row: number): Int32Array => answers.subarray(row * runs, (row + 1) * runs)

/** Share of the runs that give the most frequent answer. */
function agreementOf(answers: Int32Array): number {
  let most = 0
  for (const one of answers) most = Math.max(most, answers.reduce((n, other) => n + Number(other === one), 0))
  return most / answers.length
}

export function imageAt(rows: Rows, row: number): EvaluatedImage {
  const { names, labels, probabilities, runs, problems } = rows
  const problem = problems.get(row) ?? null
  const given = answersAt(rows, row)
  return {
    row, name: names[row]!, label: labels[row]! < 0 ? null : labels[row]!, problem,
    answers: problem ? [] : Array.from(given, (answer, run) => ({ answer, probability: probabilities[row * runs + run]! })),
    agreement: problem ? null : agreementOf(given),
  }
}

function fits(rows: Rows, row: number, { text, wrong, disagree, refused, label, answer, answerBy }: EvaluationFilter): boolean {
  const isRefused = rows.problems.has(row)
  const given = answersAt(rows, row)
  if (refused !== undefined && refused !== isRefused) return false
  if (text !== undefined && !rows.names[row]!.toLowerCase().includes(text.toLowerCase())) return false
  if (label !== undefined && rows.labels[row] !== label) return false
  if (wrong !== undefined && (isRefused || rows.labels[row]! < 0 || given[wrong] === rows.labels[row])) return false
  if (disagree !== undefined && (isRefused || disagree !== given.some((one) => one !== given[0]))) return false
  return answer === undefined || (answerBy === undefined ? given.includes(answer) : given[answerBy] === answer)
}

/** What a row is sorted by, NaN standing last in both directions; null for their own order, which is that of their names. */
function keyOf(rows: Rows, { by, run }: EvaluationSort): ((row: number) => number) | null {
  const known = (row: number, value: number) => (rows.problems.has(row) ? NaN : value)
  switch (by) {
    case 'row': case 'name': return null
    case 'label': return (row) => (rows.labels[row]! < 0 ? NaN : rows.labels[row]!)
    case 'answer': return (row) => known(row, answersAt(rows, row)[run] ?? -1)
    case 'probability': return (row) => known(row, rows.probabilities[row * rows.runs + run] ?? 0)
    case 'agreement': return (row) => known(row, agreementOf(answersAt(rows, row)))
  }
}

export function chosenRows(rows: Rows, filter: EvaluationFilter, sort: EvaluationSort): number[] {
  const chosen: number[] = []
  for (let row = 0; row < rows.done; row++) if (fits(rows, row, filter)) chosen.push(row)
  const key = keyOf(rows, sort)
  if (!key) return sort.descending ? chosen.reverse() : chosen
  const keys = new Float64Array(rows.done).fill(NaN)
  for (const row of chosen) keys[row] = key(row)
  const turn = sort.descending ? -1 : 1
  return chosen.sort((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!]
    return turn * (x - y) || Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b
  })
}
