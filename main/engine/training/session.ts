/** Everything a run needs, built from its configuration: network, optimiser, program; at step 0 or where its checkpoint stands. */
import { isDeepStrictEqual } from 'node:util'
import { textShapeOf } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { RunConfig } from '../../../preload/contract/run.ts'
import { createNetwork, type Network } from '../inference/network.ts'
import type { TrainRequest } from '../protocol.ts'
import { compileProgram, type Program } from '../tensorflow/program.ts'
import { attentionMetrics, type AttentionMetrics } from './attention-metrics.ts'
import { beginning, hasCheckpoint, readCheckpoint, readModelFile, valuesFor, writeModelFile, type Position } from './checkpoint.ts'
import { openDataset, type Dataset } from './dataset.ts'
import { optimizerOf, type Optimizer } from './optimizers/index.ts'
import { pixelsOf, type Pixels } from './pixels.ts'
import { sampleTest } from './results.ts'
import { budgetsOf } from './schedule.ts'
import { createSlots, evaluateEntry, trainEntry, type Slots } from './step.ts'

export interface Session {
  config: RunConfig
  runFolder: string
  dataset: Dataset
  pixels: Pixels
  network: Network
  optimizer: Optimizer
  slots: Slots[]
  program: Program
  /** Measured over `sampled`, places of test images. */
  attention: AttentionMetrics
  sampled: Int32Array
  batch: number
  evaluationBatch: number
  stepsPerEpoch: number
  steps: number
  start: Position
  dispose(): void
}

export interface SessionOptions {
  /** eagerProgram runs op by op. */
  compile?: typeof compileProgram
  /** Largest dataset, in bytes, that lies in the session. */
  largestResident?: number
}

export function openSession({ config, datasetFolder, runFolder, resume }: TrainRequest, { compile = compileProgram, largestResident }: SessionOptions = {}): Session {
  const { training, seed, variant } = config
  const dataset = openDataset(datasetFolder)
  const { shape, classes, mean, std, fingerprint } = dataset.manifest
  const text = textShapeOf(dataset.manifest)
  const model = { format: 1 as const, config, shape, classes: classes.length, mean, std, ...(text ? { text } : {}), datasetFingerprint: fingerprint }
  const goOn = resume && hasCheckpoint(runFolder)
  if (goOn && !isDeepStrictEqual(readModelFile(runFolder), model)) throw new FoveaError('conflict', 'training.checkpoint-of-another-run', { folder: runFolder })

  const network = createNetwork({ variant, shape, classes: classes.length, mean, std, text }, seed)
  const optimizer = optimizerOf(training.optimizer)
  const slots = createSlots(network.scope.all(), optimizer)
  const checkpoint = goOn ? readCheckpoint(runFolder) : null
  const values = checkpoint ? valuesFor(checkpoint, network.scope.all(), slots) : []

  // An incomplete last batch is left out; every epoch has another order, so no image is left out for good.
  const batch = Math.min(training.batch, dataset.train.length)
  const stepsPerEpoch = Math.floor(dataset.train.length / batch)
  const evaluationBatch = Math.min(2 * batch, dataset.test.length)
  const pixels = pixelsOf(dataset, largestResident)
  const sampled = sampleTest(dataset)
  const attention = attentionMetrics(network, pixels, sampled.length, [shape[0], shape[1]])
  const program = compile({ train: trainEntry(network, slots, optimizer, pixels, batch, training), evaluate: evaluateEntry(network, pixels, evaluationBatch), attention: attention.entry })
  program.write(values)
  if (!goOn) writeModelFile(runFolder, model)

  return {
    config, runFolder, dataset, pixels, network, optimizer, slots, program, attention, sampled, batch, evaluationBatch, stepsPerEpoch,
    steps: budgetsOf(training, stepsPerEpoch).reduce((sum, steps) => sum + steps, 0),
    start: checkpoint?.position ?? beginning,
    dispose() {
      program.dispose()
      pixels.dispose()
      slots.forEach(({ variables }) => Object.values(variables).forEach((variable) => variable.dispose()))
      network.scope.dispose()
      dataset.close()
    },
  }
}
