/** Three whole training steps of a small ViT (AdamW, label smoothing) against timm and PyTorch: losses and every weight. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { Training } from '../../../preload/contract/plan.ts'
import { createNetwork } from '../../../main/engine/inference/network.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { compileProgram, eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { optimizerOf } from '../../../main/engine/training/optimizers/index.ts'
import type { Pixels } from '../../../main/engine/training/pixels.ts'
import { createSlots, trainEntry } from '../../../main/engine/training/step.ts'
import { readGolden } from '../../golden-reader.ts'

beforeAll(() => loadTensorFlow())

/** Where timm keeps what we call by another name; q, k and v are thirds of one matrix there. */
const names: Record<string, string> = {
  cls: 'cls_token',
  'position/position': 'pos_embed',
  'patches/kernel': 'patch_embed.proj.kernel',
  'patches/bias': 'patch_embed.proj.bias',
  'block0/norm1/gamma': 'blocks.0.norm1.gamma',
  'block0/norm1/beta': 'blocks.0.norm1.beta',
  'block0/attention/out/kernel': 'blocks.0.attn.proj.kernel',
  'block0/attention/out/bias': 'blocks.0.attn.proj.bias',
  'block0/norm2/gamma': 'blocks.0.norm2.gamma',
  'block0/norm2/beta': 'blocks.0.norm2.beta',
  'block0/mlp/first/kernel': 'blocks.0.mlp.fc1.kernel',
  'block0/mlp/first/bias': 'blocks.0.mlp.fc1.bias',
  'block0/mlp/second/kernel': 'blocks.0.mlp.fc2.kernel',
  'block0/mlp/second/bias': 'blocks.0.mlp.fc2.bias',
  'norm/gamma': 'norm.gamma',
  'norm/beta': 'norm.beta',
  'head/classifier/kernel': 'head.kernel',
  'head/classifier/bias': 'head.bias',
}

const golden = readGolden('model_training', 'train_vit_3_adamw_steps')
const stored = (name: string) => golden.tensors.get(name)!.values as Float32Array

/** The golden value of one of our weights; `when` is 'weight' or 'output.after'. */
function goldenOf(ours: string, when: string): Float32Array {
  const third = ['query', 'key', 'value'].findIndex((part) => ours.includes(`attention/${part}/`))
  if (third < 0) return stored(`${when}.${names[ours]}`)
  const whole = stored(`${when}.blocks.0.attn.qkv.${ours.endsWith('kernel') ? 'kernel' : 'bias'}`)
  return whole.filter((_, i) => Math.floor((i % 48) / 16) === third)
}

for (const [kind, make] of [['compiled', compileProgram], ['op by op', eagerProgram]] as const)
  test(kind, () => {
    const variant = { id: 'vit', name: 'ViT', model: 'vit', with: { patch: 4, width: 16, depth: 1, heads: 2 }, insert: [], role: 'tried' as const }
    // Images of the golden case are no pixels: this mean and spread leave them as they are.
    const network = createNetwork({ variant, shape: [16, 16, 3], classes: 4, mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] }, 1)
    const training = Training.parse({ batch: 4, optimizer: { id: 'adamw', learningRate: 0.01, weightDecay: 0.05 }, labelSmoothing: 0.1 })
    const optimizer = optimizerOf(training.optimizer)
    const pixels: Pixels = { feeds: (batch) => ({ images: { shape: [batch, 16, 16, 3], dtype: 'float32' } }), values: () => ({ images: stored('input.x') }), images: ({ images }) => images!, dispose: () => {} }
    // The source lets every parameter decay.
    const weights = network.scope.all().map((weight) => ({ ...weight, decay: true }))
    const slots = createSlots(weights, optimizer)
    weights.forEach(({ name, variable, shape }) => variable.assign(tf.tensor(goldenOf(name, 'weight'), shape)))
    const program = make({ train: trainEntry(network, slots, optimizer, pixels, 4, training) })

    for (let step = 0; step < 3; step++) {
      const numbers = Object.fromEntries(Object.entries(optimizer.values(0.01, step)).map(([feed, value]) => [feed, Float32Array.of(value)]))
      const { loss } = program.run('train', { ...pixels.values(new Int32Array(4)), labels: golden.tensors.get('input.label')!.values as Int32Array, key: Int32Array.of(1, step), ...numbers })
      expect(Math.abs(loss![0]! - stored('output.loss')[step]!)).toBeLessThan(2e-5)
    }
    const after = program.read(weights.map(({ variable }) => variable))
    weights.forEach(({ name }, i) => {
      // The exact gradient of a key bias is 0; Adam makes a full step out of whatever rounding leaves of it.
      if (name.endsWith('attention/key/bias')) return
      const expected = goldenOf(name, 'output.after')
      const worst = Math.max(...after[i]!.map((value, j) => Math.abs(value - expected[j]!)))
      expect(worst, name).toBeLessThan(1e-4)
    })
    program.dispose()
  })
