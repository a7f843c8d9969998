/** How well the runs answer the images that have a label: each by itself, and set against the first. */
import type { EvaluationMetrics } from '../../preload/contract/evaluation.ts'
import { calibrationError, reliabilityOf } from '../statistics/calibration.ts'
import { perClass } from '../statistics/class-metrics.ts'
import { accuracy, confusion, disagreements } from '../statistics/classification.ts'
import { holm } from '../statistics/holm.ts'
import { mcnemar } from '../statistics/mcnemar.ts'
import { wilson } from '../statistics/proportion.ts'
import { answersAt, type Rows } from './rows.ts'

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** What is 0 of 0 is not known. The macro mean is over the classes that are there or were answered, as scikit-learn takes it. */
function classesOf(counts: number[][]) {
  const classes = perClass(counts).map(({ precision, recall, f1, support }, k) => {
    const answered = sum(counts.map((row) => row[k]!))
    return { precision: answered ? precision : null, recall: support ? recall : null, f1: answered || support ? f1 : null, support }
  })
  const known = classes.flatMap(({ f1 }) => f1 ?? [])
  return { classes, macroF1: sum(known) / known.length }
}

/** Whether labels are there or not. */
function answersOf(rows: Rows, classes: number): Pick<EvaluationMetrics, 'answered' | 'agreed' | 'answers'> {
  const counts = Array.from({ length: rows.runs }, () => new Array<number>(classes).fill(0))
  let [answered, agreed] = [0, 0]
  for (let row = 0; row < rows.done; row++) {
    if (rows.problems.has(row)) continue
    const given = answersAt(rows, row)
    given.forEach((answer, run) => { counts[run]![answer]! += 1 })
    answered++
    agreed += Number(given.every((answer) => answer === given[0]))
  }
  return { answered, agreed, answers: counts }
}

export function metricsOf(known: Rows, classes: number): EvaluationMetrics {
  const { done, runs, labels, answers, probabilities, ofLabel, problems } = known
  const rows = Array.from({ length: done }, (_, row) => row).filter((row) => labels[row]! >= 0 && !problems.has(row))
  if (!rows.length) return { ...answersOf(known, classes), labelled: 0, runs: [] }
  const truth = Int32Array.from(rows, (row) => labels[row]!)
  const given = Array.from({ length: runs }, (_, run) => Int32Array.from(rows, (row) => answers[row * runs + run]!))
  const changes = given.slice(1).map((after) => disagreements(given[0]!, after, truth))
  const p = changes.map(({ fixed, broken }) => mcnemar(fixed, broken).midP)
  const pHolm = holm(p)
  const first = accuracy(given[0]!, truth)
  return {
    ...answersOf(known, classes),
    labelled: rows.length,
    runs: given.map((answered, run) => {
      const counts = confusion(answered, truth, classes)
      const right = Uint8Array.from(answered, (answer, i) => Number(answer === truth[i]))
      const own = right.reduce((a, b) => a + b, 0)
      return {
        accuracy: own / rows.length, interval: wilson(own, rows.length), ...classesOf(counts), confusion: counts,
        logLoss: sum(rows.map((row) => -Math.log(Math.max(ofLabel[row * runs + run]!, Number.EPSILON)))) / rows.length,
        expectedCalibrationError: calibrationError(reliabilityOf(rows.map((row) => probabilities[row * runs + run]!), right)).expected,
        against: run ? { difference: own / rows.length - first, ...changes[run - 1]!, p: p[run - 1]!, pHolm: pHolm[run - 1]! } : null,
      }
    }),
  }
}
