/** Whole training steps of timm's ViT in PyTorch (AdamW, label smoothing): the loss of each step, and every weight afterwards. */
import * as tf from '@tensorflow/tfjs-core'
import { Training } from '../../../preload/contract/plan.ts'
import { createNetwork } from '../../../main/engine/inference/network.ts'
import { compileProgram } from '../../../main/engine/tensorflow/program.ts'
import { optimizerOf } from '../../../main/engine/training/optimizers/index.ts'
import type { Pixels } from '../../../main/engine/training/pixels.ts'
import { createSlots, trainEntry } from '../../../main/engine/training/step.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf, type Case } from '../case.ts'
import { fused } from '../fused.ts'
import { vitNames } from './model/vit.ts'
import { countOf } from './model/family.ts'

/** A number that the words of the source give, 'lr 1e-2'. */
const said = ({ source }: Case, name: string) => Number(new RegExp(`${name}\\W+([\\d.e+-]+)`).exec(source)?.[1] ?? 0)

/** The weights of the source put together again from ours. */
function gather(golden: Case, ours: { name: string; values: Float32Array }[]): Record<string, Float32Array> {
  const whole: Record<string, Float32Array> = {}
  for (const { name, values } of ours) {
    const named = fused(name, vitNames)
    const [source, part, parts] = typeof named === 'string' ? [named, 0, 1] as const : named
    const to = (whole[`after.${source}`] ??= new Float32Array(values.length * parts))
    const width = shapeOf(golden, `weight.${source}`).at(-1)! / parts
    values.forEach((value, i) => { to[Math.floor(i / width) * width * parts + part * width + (i % width)] = value })
  }
  return whole
}

const adapter: Adapter = (golden) => {
  const { source, tensors } = golden
  if (!/AdamW/.test(source) || !/VisionTransformer/.test(source)) return { notCovered: source }
  const stored = (name: string) => tensors.get(name)!
  const [batch, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  const [patch, , , embed] = shapeOf(golden, 'weight.patch_embed.proj.kernel') as [number, number, number, number]
  const classes = shapeOf(golden, 'weight.head.bias')[0]!
  return {
    // The exact gradient of a bias of the keys is 0, since the softmax ignores it; Adam makes a full step out of whatever rounding leaves of it.
    undetermined: (output, i) => output.endsWith('attn.qkv.bias') && Math.floor(i / embed) === 1,
    values() {
      const variant = { id: 'vit', name: 'ViT', model: 'vit', with: { patch, width: embed, depth: countOf(golden, 'blocks.*.'), heads: Number(golden.config['heads'] ?? 2) }, insert: [], role: 'tried' as const }
      // Images of the case are no pixels: this mean and spread leave them as they are.
      const even = (value: number) => Array<number>(channels).fill(value)
      const network = createNetwork({ variant, shape: [height, width, channels], classes, mean: even(0), std: even(1 / 255) }, 1)
      const learningRate = said(golden, 'lr')
      const training = Training.parse({ batch, optimizer: { id: 'adamw', learningRate, weightDecay: said(golden, 'weight decay') }, labelSmoothing: said(golden, 'label_smoothing') })
      const optimizer = optimizerOf(training.optimizer)
      const images: Pixels = { feeds: () => ({ images: { shape: [batch, height, width, channels], dtype: 'float32' } }), values: () => ({ images: stored('input.x').values as Float32Array }), images: (feeds) => feeds['images']!, dispose: () => {} }
      // The source lets every parameter decay.
      const weights = network.scope.all().map((weight) => ({ ...weight, decay: true }))
      for (const { name, variable, shape } of weights) {
        const named = fused(name, vitNames)
        const [whole, part, parts] = typeof named === 'string' ? [named, 0, 1] as const : named
        variable.assign(tf.reshape(tf.split(tf.tensor(stored(`weight.${whole}`).values, stored(`weight.${whole}`).shape), parts, -1)[part]!, shape))
      }
      const program = compileProgram({ train: trainEntry(network, createSlots(weights, optimizer), optimizer, images, batch, training) })
      const loss = Array.from({ length: numberOf(golden, 'steps') }, (_, step) => {
        const numbers = Object.fromEntries(Object.entries(optimizer.values(learningRate, step)).map(([feed, value]) => [feed, Float32Array.of(value)]))
        return program.run('train', { ...images.values(new Int32Array(batch)), labels: stored('input.label').values as Int32Array, key: Int32Array.of(1, step), ...numbers })['loss']![0]!
      })
      const after = program.read(weights.map(({ variable }) => variable))
      program.dispose()
      return { loss, ...gather(golden, weights.map(({ name }, i) => ({ name, values: after[i] as Float32Array }))) }
    },
  }
}
export default adapter
