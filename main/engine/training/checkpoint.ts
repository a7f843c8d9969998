/** What a run leaves to go on from, and to be asked later: model.json (how to build it) and checkpoint.safetensors (its numbers). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { TextShape } from '../../../preload/contract/dataset.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { RunConfig } from '../../../preload/contract/run.ts'
import type { Weight } from '../layers/scope.ts'
import { runFiles } from '../protocol.ts'
import type { Program } from '../tensorflow/program.ts'
import { writeAtomically } from './atomic.ts'
import { readTensors, writeTensors, type TensorFile } from './safetensors.ts'
import type { Slots } from './step.ts'

export const ModelFile = z.object({
  format: z.literal(1),
  config: RunConfig,
  shape: z.tuple([z.int(), z.int(), z.int()]),
  classes: z.int(),
  mean: z.array(z.number()),
  std: z.array(z.number()),
  /** Of the captions that it learned from. */
  text: TextShape.optional(),
  datasetFingerprint: z.string(),
})
export type ModelFile = z.infer<typeof ModelFile>

const number = z.coerce.number()
/** Where a run stands: `step` steps are done. */
export const Position = z.object({
  step: number.int(),
  /** Step after which the test split was last measured. */
  assessed: number.int(),
  /** Right answers and images of the epoch under way. */
  correct: number,
  seen: number,
  /** All time spent; and steps that were timed, with their time. */
  seconds: number,
  timedSteps: number.int(),
  timedSeconds: number,
})
export type Position = z.infer<typeof Position>
export const beginning: Position = { step: 0, assessed: 0, correct: 0, seen: 0, seconds: 0, timedSteps: 0, timedSeconds: 0 }

export const writeModelFile = (folder: string, model: ModelFile): void => writeAtomically(join(folder, runFiles.model), [JSON.stringify(model, null, 2)])

export function readModelFile(folder: string): ModelFile {
  const file = join(folder, runFiles.model)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new FoveaError('not-found', 'training.file-unreadable', { file, detail: (error as Error).message }, { cause: error })
  }
  try {
    return ModelFile.parse(JSON.parse(text))
  } catch (error) {
    throw new FoveaError('unreadable', 'training.file-damaged', { file, detail: 'not a description of a model' }, { cause: error })
  }
}

interface Named {
  name: string
  variable: tf.Variable
}
const named = (weights: Weight[], slots: Slots[]): Named[] => [
  ...weights,
  ...slots.flatMap(({ weight, variables }) => Object.entries(variables).map(([slot, variable]) => ({ name: `optimizer/${slot}/${weight.name}`, variable }))),
]

/** Reads every number out of the program. Throws 'diverged' rather than replace a good checkpoint by one that is not finite. */
export function writeCheckpoint(folder: string, program: Program, weights: Weight[], slots: Slots[], position: Position): string {
  const all = named(weights, slots)
  const values = program.read(all.map(({ variable }) => variable))
  const broken = all.find((_, i) => !values[i]!.every(Number.isFinite))
  if (broken) throw new FoveaError('diverged', 'training.weights-diverged', { step: position.step, weight: broken.name })
  const file = join(folder, runFiles.checkpoint)
  const tensors = new Map(all.map(({ name, variable }, i) => [name, { shape: variable.shape, values: values[i]! }]))
  writeTensors(file, { tensors, metadata: Object.fromEntries(Object.entries(position).map(([name, value]) => [name, String(value)])) })
  return file
}

export const hasCheckpoint = (folder: string): boolean => existsSync(join(folder, runFiles.checkpoint))

export interface Checkpoint extends TensorFile {
  file: string
  position: Position
}

export function readCheckpoint(folder: string): Checkpoint {
  const file = join(folder, runFiles.checkpoint)
  const stored = readTensors(file)
  const position = Position.safeParse(stored.metadata)
  if (!position.success) throw new FoveaError('unreadable', 'training.file-damaged', { file, detail: 'no step in its header' })
  return { ...stored, file, position: position.data }
}

/** A checkpoint's values for weights (and slots). Throws 'training.checkpoint-mismatch' when one is missing or has another shape. */
export function valuesFor(checkpoint: Pick<Checkpoint, 'file' | 'tensors'>, weights: Weight[], slots: Slots[] = []): { variable: tf.Variable; value: Float32Array }[] {
  return named(weights, slots).map(({ name, variable }) => {
    const stored = checkpoint.tensors.get(name)
    if (!stored || !(stored.values instanceof Float32Array) || stored.shape.join() !== variable.shape.join())
      throw new FoveaError('unreadable', 'training.checkpoint-mismatch', { file: checkpoint.file, weight: name, expected: `[${variable.shape.join(', ')}]`, found: stored ? `[${stored.shape.join(', ')}]` : '–' })
    return { variable, value: stored.values }
  })
}
