/** The test split in batches of one size: the last is filled up with its first image again, and those rows are left out. */
import { largest } from '../inference/softmax.ts'
import type { Program } from '../tensorflow/program.ts'
import type { Dataset } from './dataset.ts'
import type { Pixels } from './pixels.ts'

export interface Evaluation {
  accuracy: number
  loss: number
  /** (N, K), in the dataset's order. */
  logits: Float32Array
}

export function* evaluate(program: Program, dataset: Dataset, pixels: Pixels, batch: number): Generator<void, Evaluation> {
  const classes = dataset.manifest.classes.length
  const logits = new Float32Array(dataset.test.length * classes)
  let correct = 0
  let total = 0
  for (let first = 0; first < dataset.test.length; first += batch) {
    const real = dataset.test.subarray(first, first + batch)
    const indices = new Int32Array(batch).fill(real[0]!)
    indices.set(real)
    const labels = indices.map((i) => dataset.labels[i]!)
    const outputs = program.run('evaluate', { ...pixels.values(indices), labels })
    const rows = outputs['logits']!.subarray(0, real.length * classes)
    logits.set(rows, first * classes)
    for (let i = 0; i < real.length; i++) {
      total += outputs['losses']![i]!
      if (largest(rows.subarray(i * classes, (i + 1) * classes)) === labels[i]) correct++
    }
    yield
  }
  return { accuracy: correct / dataset.test.length, loss: total / dataset.test.length, logits }
}
