/** Grad-CAM against captum's, on its little network. */
import * as tf from '@tensorflow/tfjs-core'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Layer } from '../../../main/engine/layers/context.ts'
import { gradCam, type Evidence } from '../../../main/engine/inference/grad-cam.ts'
import { biasAdd, convolution, matMul, relu } from '../../../main/engine/tensorflow/kernels/index.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { readTensors } from '../../../main/engine/training/safetensors.ts'

beforeAll(() => loadTensorFlow())

test('the evidence in the second feature map for the answer', () => {
  const { tensors } = readTensors(join(import.meta.dirname, '../../golden/attribution/attribution_cnn.safetensors'))
  const golden = (name: string) => tf.tensor(tensors.get(name)!.values, tensors.get(name)!.shape)
  const network: Layer = (x, ctx) => {
    const first = relu(biasAdd(convolution(x, golden('weight.c1.kernel'), { stride: 1, padding: 1 }), golden('weight.c1.bias')))
    const second = relu(biasAdd(convolution(first, golden('weight.c2.kernel'), { stride: 2, padding: 1 }), golden('weight.c2.bias')))
    ctx.tap('first', first, { kind: 'features', mechanism: 'features', keyGrid: [8, 8], queryGrid: null, extra: 0 })
    ctx.tap('second', second, { kind: 'features', mechanism: 'features', keyGrid: [4, 4], queryGrid: null, extra: 0 })
    return biasAdd(matMul(tf.mean(second, [1, 2]), golden('weight.fc.kernel')), golden('weight.fc.bias'))
  }
  const before = tf.memory().numTensors
  const { logits, map, meta } = tf.tidy(() => gradCam(network, golden('input.x')) as unknown as tf.TensorContainer) as unknown as Evidence
  expect(tf.memory().numTensors - before).toBe(2)
  expect(meta!.keyGrid).toEqual([4, 4])
  const close = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!
  expect(close(logits, golden('output.logits'))).toBeLessThan(1e-5)
  // The golden maps are of the given targets; where the answer is the target they are the same map.
  const answers = tf.argMax(logits, 1).dataSync()
  const targets = tensors.get('input.target')!.values
  const same = [0, 1].filter((i) => answers[i] === targets[i])
  expect(same.length).toBeGreaterThan(0)
  for (const i of same) expect(close(tf.reshape(tf.slice(map!, [i, 0, 0], [1, 4, 4]), [4, 4, 1]), tf.reshape(tf.slice(golden('output.gradcam_relu2'), [i, 0, 0, 0], [1, 4, 4, 1]), [4, 4, 1]))).toBeLessThan(1e-6)
})
