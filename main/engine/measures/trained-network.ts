/** The network of a trained run with its weights, compiled for one size of batch; only what a measurement runs is recorded. */
import * as tf from '@tensorflow/tfjs-core'
import { createNetwork, type Network } from '../inference/network.ts'
import { evaluationContext } from '../layers/context.ts'
import type { AskedRun } from '../protocol.ts'
import { captionFeeds } from '../training/captions.ts'
import { readCheckpoint, readModelFile, valuesFor, type ModelFile } from '../training/checkpoint.ts'
import { compileProgram, type Entry, type Program } from '../tensorflow/program.ts'

export interface TrainedNetwork {
  model: ModelFile
  program: Program
  dispose(): void
}

/** Pixels in 0..255 (B, H, W, C), and captions where there are any → logits (B, K). */
export const answerEntry = (network: Network, shape: number[], batch: number): Entry => ({
  feeds: { images: { shape: [batch, ...shape], dtype: 'float32' }, ...captionFeeds(network.text, batch) },
  run: ({ images, text }) => ({ outputs: { logits: network.forward(images!, evaluationContext(tf.tensor1d([0, 0], 'int32'), { text })) }, updates: [] }),
})

/** Throws 'training.file-…' when the run's files are missing or damaged. */
export function openTrained({ runFolder }: AskedRun, entriesOf: (network: Network, model: ModelFile) => Record<string, Entry>): TrainedNetwork {
  const model = readModelFile(runFolder)
  const checkpoint = readCheckpoint(runFolder)
  const network = createNetwork({ ...model, variant: model.config.variant }, model.config.seed, { initialize: false })
  const program = compileProgram(entriesOf(network, model))
  program.write(valuesFor(checkpoint, network.scope.all()))
  return {
    model,
    program,
    dispose() {
      program.dispose()
      network.scope.dispose()
    },
  }
}
