/** Every native kernel against the plain composition of tfjs: values and gradients. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import * as kernels from '../../../main/engine/tensorflow/kernels/index.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(() => loadTensorFlow())

type Operation = (...xs: tf.Tensor[]) => tf.Tensor
const data = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

/** Compares value and the gradients of all inputs under one random cotangent. */
function expectSame(ours: Operation, plain: Operation, inputs: tf.Tensor[], tolerance = 2e-5) {
  const cotangent = data(plain(...inputs).shape, 99)
  const compare = (a: tf.Tensor, b: tf.Tensor) => {
    expect(a.shape).toEqual(b.shape)
    const scale = Math.max(1, ...b.dataSync().map(Math.abs))
    const worst = tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!
    expect(worst / scale).toBeLessThan(tolerance)
  }
  const gradients = (f: Operation) => tf.grads((...xs: tf.Tensor[]) => f(...xs))(inputs, cotangent)
  compare(ours(...inputs), plain(...inputs))
  const [mine, theirs] = [gradients(ours), gradients(plain)]
  mine.forEach((gradient, i) => compare(gradient, theirs[i]!))
}

describe('activations', () => {
  const x = () => data([3, 5, 7], 1)
  test('relu', () => expectSame((a) => kernels.relu(a!), (a) => tf.relu(a!), [x()]))
  test('softmax', () => expectSame((a) => kernels.softmax(a!), (a) => tf.softmax(a!), [x()]))
  test('gelu', () => expectSame((a) => kernels.gelu(a!), (a) => tf.mul(tf.mul(a!, 0.5), tf.add(1, tf.erf(tf.mul(a!, Math.SQRT1_2)))), [x()]))
  test('softmax cross entropy', () => {
    const labels = tf.softmax(data([6, 4], 2))
    expectSame((a) => kernels.softmaxCrossEntropy(a!, labels), (a) => tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(a!)), 1)), [data([6, 4], 3)])
  })
})

describe('matrix products', () => {
  test('two matrices', () => expectSame((a, b) => kernels.matMul(a!, b!), (a, b) => tf.matMul(a!, b!), [data([3, 4], 1), data([4, 5], 2)]))
  for (const [transposeA, transposeB] of [[false, false], [false, true], [true, false], [true, true]] as const)
    test(`a batch, transposed ${transposeA} ${transposeB}`, () => {
      const inputs = [data(transposeA ? [2, 4, 3] : [2, 3, 4], 1), data(transposeB ? [2, 5, 4] : [2, 4, 5], 2)]
      expectSame((a, b) => kernels.matMul(a!, b!, { transposeA, transposeB }), (a, b) => tf.matMul(a!, b!, transposeA, transposeB), inputs)
    })
  test('one matrix for many rows', () => expectSame((a, b) => kernels.matMul(a!, b!), (a, b) => tf.reshape(tf.matMul(tf.reshape(a!, [6, 4]), b!), [2, 3, 5]), [data([2, 3, 4], 1), data([4, 5], 2)]))
  test('one matrix for a batch of them', () => expectSame((a, b) => kernels.matMul(a!, b!), (a, b) => tf.sum(tf.mul(tf.expandDims(a!, 4), tf.expandDims(b!, 2)), 3), [data([2, 1, 28, 6], 1), data([1, 1, 6, 1], 2)]))
  test('broadcast leading axes', () =>
    expectSame((a, b) => kernels.matMul(a!, b!), (a, b) => tf.sum(tf.mul(tf.expandDims(a!, 4), tf.expandDims(b!, 2)), 3), [data([2, 1, 3, 4], 1), data([1, 2, 4, 5], 2)]))
  test('bias', () => expectSame((a, b) => kernels.biasAdd(a!, b!), (a, b) => tf.add(a!, b!), [data([2, 3, 3, 4], 1), data([4], 2)]))
})

describe('convolutions', () => {
  const plain = (stride: number, padding: number): Operation => (x, f) => tf.conv2d(tf.pad(x as tf.Tensor4D, [[0, 0], [padding, padding], [padding, padding], [0, 0]]), f as tf.Tensor4D, stride, 'valid')
  for (const [stride, padding] of [[1, 0], [1, 1], [2, 1], [2, 0]] as const)
    test(`stride ${stride}, padding ${padding}`, () => expectSame((x, f) => kernels.convolution(x!, f!, { stride, padding }), plain(stride, padding), [data([2, 7, 6, 3], 1), data([3, 3, 3, 5], 2)]))
  test('dilated equals a kernel with holes', () => {
    const holes: Operation = (x, f) => {
      const wide = tf.reshape(tf.stack([f!, tf.zerosLike(f!)], 1), [6, 3, 2, 3])
      const both = tf.reshape(tf.stack([wide, tf.zerosLike(wide)], 2), [6, 6, 2, 3])
      return plain(1, 2)(x!, tf.slice(both, [0, 0, 0, 0], [5, 5, 2, 3]))
    }
    expectSame((x, f) => kernels.convolution(x!, f!, { padding: 2, dilation: 2 }), holes, [data([2, 7, 6, 2], 1), data([3, 3, 2, 3], 2)])
  })
  test('groups', () => {
    const split: Operation = (x, f) => tf.concat([0, 1].map((g) => plain(1, 1)(tf.slice(x!, [0, 0, 0, g * 2], [-1, -1, -1, 2]), tf.slice(f!, [0, 0, 0, g * 3], [-1, -1, -1, 3]))), 3)
    expectSame((x, f) => kernels.convolution(x!, f!, { padding: 1, groups: 2 }), split, [data([2, 5, 5, 4], 1), data([3, 3, 2, 6], 2)])
  })
  test('depthwise', () =>
    expectSame((x, f) => kernels.depthwiseConvolution(x!, f!, { padding: 1 }), (x, f) => tf.depthwiseConv2d(tf.pad(x as tf.Tensor4D, [[0, 0], [1, 1], [1, 1], [0, 0]]), f as tf.Tensor4D, 1, 'valid'), [data([2, 5, 6, 4], 1), data([3, 3, 4, 1], 2)]))
})

describe('normalisation', () => {
  const statistics = (x: tf.Tensor, axes: number[], keep: boolean) => {
    const mean = tf.mean(x, axes, keep)
    return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), axes, keep) }
  }
  test('batch, training', () => {
    const [mean, variance] = [tf.zeros([4]), tf.ones([4])]
    const ours: Operation = (x, g, b) => kernels.batchNorm(x!, g!, b!, mean, variance, { training: true, epsilon: 1e-5 }).y
    const plain: Operation = (x, g, b) => {
      const s = statistics(x!, [0, 1, 2], false)
      return tf.add(tf.mul(tf.mul(tf.sub(x!, s.mean), tf.rsqrt(tf.add(s.variance, 1e-5))), g!), b!)
    }
    expectSame(ours, plain, [data([3, 4, 5, 4], 1), data([4], 2), data([4], 3)], 5e-5)
    const x = data([3, 4, 5, 4], 1)
    const result = kernels.batchNorm(x, tf.ones([4]), tf.zeros([4]), mean, variance, { training: true, epsilon: 1e-5 })
    const unbiased = tf.mul(statistics(x, [0, 1, 2], false).variance, 60 / 59)
    expect(tf.max(tf.abs(tf.sub(result.variance, unbiased))).dataSync()[0]).toBeLessThan(1e-5)
  })
  test('batch, evaluation', () => {
    const [mean, variance] = [data([4], 5), tf.abs(data([4], 6))]
    const ours: Operation = (x, g, b) => kernels.batchNorm(x!, g!, b!, mean, variance, { training: false, epsilon: 1e-5 }).y
    const plain: Operation = (x, g, b) => tf.add(tf.mul(tf.mul(tf.sub(x!, mean), tf.rsqrt(tf.add(variance, 1e-5))), g!), b!)
    expectSame(ours, plain, [data([6, 4], 1), data([4], 2), data([4], 3)], 5e-5)
  })
  test('layer', () => {
    const plain: Operation = (x, g, b) => {
      const s = statistics(x!, [2], true)
      return tf.add(tf.mul(tf.mul(tf.sub(x!, s.mean), tf.rsqrt(tf.add(s.variance, 1e-6))), g!), b!)
    }
    expectSame((x, g, b) => kernels.layerNorm(x!, g!, b!, 1e-6), plain, [data([3, 4, 8], 1), data([8], 2), data([8], 3)], 5e-5)
  })
})

describe('random numbers', () => {
  test('are a function of the key', () => {
    const draw = (seed: number, step: number): number[] => [...kernels.statelessUniform([64], tf.tensor1d([seed, step], 'int32')).dataSync()]
    expect(draw(1, 2)).toEqual(draw(1, 2))
    expect(draw(1, 2)).not.toEqual(draw(1, 3))
    expect(draw(1, 2)).not.toEqual(draw(2, 2))
  })
  test('dropout keeps the mean and scales what stays', () => {
    const kept: number[] = [...kernels.dropout(tf.ones([10_000]), 0.25, kernels.deriveKey(tf.tensor1d([7, 1], 'int32'), 'here')).dataSync()]
    expect(new Set(kept.map((v) => v.toFixed(4)))).toEqual(new Set(['0.0000', '1.3333']))
    expect(kept.reduce((a, b) => a + b) / kept.length).toBeCloseTo(1, 1)
  })
})
