/**
 * ResNet-20 with stock tf.layers and trainOnBatch, as a tfjs user writes it. tf.layers has no zero-padding shortcut;
 * the two shortcuts that change shape are 1x1 convolutions, which adds 0.6 % to the MACs.
 */
import { createRequire } from 'node:module'
import type * as Tfjs from '@tensorflow/tfjs-node-gpu'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { answerLines } from './lines.ts'

await loadTensorFlow()
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu') as typeof Tfjs
const batch = Number(process.argv[2])

const convolution = (filters: number, strides: number, kernelSize = 3) => tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false })
const apply = (x: Tfjs.SymbolicTensor, ...layers: Tfjs.layers.Layer[]) => layers.reduce((y, layer) => layer.apply(y) as Tfjs.SymbolicTensor, x)
const relu = () => tf.layers.reLU()
const norm = () => tf.layers.batchNormalization()

function block(x: Tfjs.SymbolicTensor, filters: number, strides: number): Tfjs.SymbolicTensor {
  const y = apply(x, convolution(filters, strides), norm(), relu(), convolution(filters, 1), norm())
  const shortcut = strides > 1 ? apply(x, convolution(filters, strides, 1)) : x
  return apply(tf.layers.add().apply([shortcut, y]) as Tfjs.SymbolicTensor, relu())
}

const input = tf.input({ shape: [32, 32, 3] })
let x = apply(input, convolution(16, 1), norm(), relu())
for (const [filters, stride] of [[16, 1], [16, 1], [16, 1], [32, 2], [32, 1], [32, 1], [64, 2], [64, 1], [64, 1]] as const) x = block(x, filters, stride)
const model = tf.model({ inputs: input, outputs: apply(x, tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 10, activation: 'softmax' })) })
model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: 'categoricalCrossentropy' })
const images = tf.randomUniform([batch, 32, 32, 3], 0, 1, 'float32', 1)
const labels = tf.oneHot(tf.range(0, batch, 1, 'int32').mod(tf.scalar(10, 'int32')).toInt() as Tfjs.Tensor1D, 10).toFloat()

answerLines(() => model.trainOnBatch(images, labels))
