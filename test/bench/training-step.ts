/** A training step of any model on one batch of made-up 32x32 RGB images, as a program: what the benchmarks run. */
import type { Variant } from '../../preload/contract/plan.ts'
import { Training } from '../../preload/contract/plan.ts'
import { createNetwork } from '../../main/engine/inference/network.ts'
import { dataTensor, gather } from '../../main/engine/tensorflow/data.ts'
import type { compileProgram, Program, Values } from '../../main/engine/tensorflow/program.ts'
import { optimizerOf } from '../../main/engine/training/optimizers/index.ts'
import type { Pixels } from '../../main/engine/training/pixels.ts'
import { createSlots, trainEntry } from '../../main/engine/training/step.ts'

const shape: [number, number, number] = [32, 32, 3]
const classes = 10

export function trainingStep(model: Pick<Variant, 'model' | 'with' | 'insert'>, batch: number, make: typeof compileProgram): { program: Program; feeds: Record<string, Values> } {
  const variant: Variant = { id: 'bench', name: 'bench', role: 'tried', ...model }
  const network = createNetwork({ variant, shape, classes, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] }, 1)
  const images = dataTensor(Uint8Array.from({ length: batch * 32 * 32 * 3 }, (_, i) => (i * 2_654_435_761) >>> 24), [batch, ...shape])
  const indices = Int32Array.from({ length: batch }, (_, i) => i)
  const pixels: Pixels = { feeds: (size) => ({ indices: { shape: [size], dtype: 'int32' } }), values: () => ({ indices }), images: (feeds) => gather(images, feeds['indices']!), dispose: () => {} }
  const training = Training.parse({ batch, optimizer: { id: 'sgd', learningRate: 0.01 } })
  const optimizer = optimizerOf(training.optimizer)
  const slots = createSlots(network.scope.all(), optimizer)
  const program = make({ train: trainEntry(network, slots, optimizer, pixels, batch, training) })
  const rate = Object.fromEntries(Object.entries(optimizer.values(0.01, 0)).map(([name, value]) => [name, Float32Array.of(value)]))
  return { program, feeds: { indices, labels: indices.map((i) => i % classes), key: Int32Array.of(1, 0), ...rate } }
}
