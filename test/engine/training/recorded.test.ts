/** Ten recorded training steps of whole models against the same steps run op by op. */
import { beforeAll, expect, test } from 'vitest'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { compileProgram, eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { trainingStep } from '../../bench/training-step.ts'

beforeAll(() => loadTensorFlow())

type Model = Parameters<typeof trainingStep>[0]

function losses(model: Model, make: typeof compileProgram): number[] {
  const { program, feeds } = trainingStep(model, 16, make)
  const steps = Array.from({ length: 10 }, (_, step) => program.run('train', { ...feeds, key: Int32Array.of(1, step) })['loss']![0]!)
  program.dispose()
  return steps
}

const resnet: Model = { model: 'resnet', with: { depth: '20' }, insert: [] }

test('recorded steps of ResNet-20 equal eager ones and each other to the bit', () => {
  const recorded = losses(resnet, compileProgram)
  expect(losses(resnet, compileProgram)).toEqual(recorded)
  expect(losses(resnet, eagerProgram)).toEqual(recorded)
})

// TensorFlow's graph optimiser rewrites parts of these, which changes the order of sums.
test.each<[string, Model]>([
  ['a ViT', { model: 'vit', with: { patch: 8, width: 48, depth: 3, heads: 3 }, insert: [] }],
  ['CCT-2/3x2', { model: 'cct', with: {}, insert: [] }],
])('recorded and eager steps of %s agree', (_name, model) => {
  const [recorded, eager] = [losses(model, compileProgram), losses(model, eagerProgram)]
  expect(Math.max(...recorded.map((loss, i) => Math.abs(loss - eager[i]!) / eager[i]!))).toBeLessThan(1e-5)
})
