/** Compiled programs against the same entries run op by op. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { dataTensor, gather } from '../../../main/engine/tensorflow/data.ts'
import { batchNorm, biasAdd, convolution, deriveKey, dropout, gelu, layerNorm, matMul, projectiveTransform, relu, softmax, softmaxCrossEntropy } from '../../../main/engine/tensorflow/kernels/index.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { named } from '../../../main/engine/tensorflow/names.ts'
import { compileProgram, eagerProgram, type Entry } from '../../../main/engine/tensorflow/program.ts'

beforeAll(() => loadTensorFlow())

/** 20 images whose brightness tells their class, index mod 3. */
const images = Uint8Array.from({ length: 20 * 8 * 8 }, (_, i) => (Math.floor(i / 64) % 3) * 80 + ((i * 37) % 50))

/** A small CNN with batch norm, attention and dropout, trained by SGD with momentum from a packed dataset. */
function smallNet() {
  const data = dataTensor(images, [20, 8, 8, 1])
  const variable = (shape: number[], seed: number) => tf.variable(tf.randomNormal(shape, 0, 0.3, 'float32', seed))
  const weights = { kernel: variable([3, 3, 1, 6], 1), gamma: tf.variable(tf.ones([6])), beta: tf.variable(tf.zeros([6])), query: variable([6, 6], 2), norm: tf.variable(tf.ones([6])), shift: tf.variable(tf.zeros([6])), out: variable([6, 3], 3), bias: tf.variable(tf.zeros([3])) }
  const buffers = { mean: tf.variable(tf.zeros([6]), false), variance: tf.variable(tf.ones([6]), false) }
  const momenta = Object.values(weights).map((w) => tf.variable(tf.zerosLike(w), false))

  const forward = (x: tf.Tensor, training: boolean, key: tf.Tensor) => {
    const normal = batchNorm(convolution(x, weights.kernel, { stride: 2, padding: 1 }), weights.gamma, weights.beta, buffers.mean, buffers.variance, { training, epsilon: 1e-5 })
    const tokens = layerNorm(tf.reshape(relu(normal.y), [-1, 16, 6]), weights.norm, weights.shift, 1e-6)
    const attended = named('attention', () => {
      const q = matMul(tokens, weights.query)
      return matMul(softmax(matMul(q, tokens, { transposeB: true })), tokens)
    })
    const dropped = training ? dropout(gelu(attended), 0.2, deriveKey(key, 'drop')) : gelu(attended)
    return { logits: biasAdd(matMul(tf.mean(dropped, 1), weights.out), weights.bias), mean: normal.mean, variance: normal.variance }
  }
  const read = (indices: tf.Tensor) => tf.div(gather(data, indices), 255)
  const feeds = { indices: { shape: [5], dtype: 'int32' }, key: { shape: [2], dtype: 'int32' } } as const
  const train: Entry = {
    feeds: { ...feeds, rate: { shape: [], dtype: 'float32' } } as never,
    run({ indices, key, rate }) {
      const updates: { variable: tf.Variable; value: tf.Tensor }[] = []
      const loss = () => {
        const moved = projectiveTransform(read(indices!), tf.tile(tf.tensor2d([[1, 0, 1, 0, 1, 0, 0, 0]]), [5, 1]))
        const { logits, mean, variance } = forward(moved, true, key!)
        updates.push({ variable: buffers.mean, value: tf.keep(tf.add(tf.mul(buffers.mean, 0.9), tf.mul(mean, 0.1))) }, { variable: buffers.variance, value: tf.keep(tf.add(tf.mul(buffers.variance, 0.9), tf.mul(variance, 0.1))) })
        const labels = tf.oneHot(tf.mod(indices as tf.Tensor1D, tf.scalar(3, 'int32')) as tf.Tensor1D, 3)
        return tf.mean(softmaxCrossEntropy(logits, tf.cast(labels, 'float32'))) as tf.Scalar
      }
      const { value, grads } = tf.variableGrads(loss, Object.values(weights))
      Object.values(weights).forEach((w, i) => {
        const momentum = tf.add(tf.mul(momenta[i]!, 0.9), grads[w.name]!)
        updates.push({ variable: momenta[i]!, value: momentum }, { variable: w, value: tf.sub(w, tf.mul(momentum, rate!)) })
      })
      return { outputs: { loss: value }, updates }
    },
  }
  const evaluate: Entry = { feeds: feeds as never, run: ({ indices, key }) => ({ outputs: { probabilities: softmax(forward(read(indices!), false, key!).logits) }, updates: [] }) }
  return { entries: { train, evaluate }, weights, buffers }
}

const stepFeeds = (step: number) => ({ indices: Int32Array.from({ length: 5 }, (_, i) => (step * 5 + i * 3) % 20), key: Int32Array.of(11, step), rate: Float32Array.of(0.01) })

function train(make: typeof compileProgram, steps: number) {
  const net = smallNet()
  const program = make(net.entries)
  const losses = Array.from({ length: steps }, (_, step) => program.run('train', stepFeeds(step))['loss']![0]!)
  const answers = program.run('evaluate', { indices: Int32Array.of(0, 1, 2, 3, 4), key: Int32Array.of(0, 0) })['probabilities']!
  return { losses, answers, weights: program.read(Object.values({ ...net.weights, ...net.buffers })), program, net }
}

describe('a compiled program', () => {
  test('equals the eager one over 10 steps', () => {
    const [compiled, eager] = [train(compileProgram, 10), train(eagerProgram, 10)]
    compiled.losses.forEach((loss, i) => expect(Math.abs(loss - eager.losses[i]!) / eager.losses[i]!).toBeLessThan(1e-5))
    compiled.weights.forEach((values, i) => values.forEach((v, k) => expect(Math.abs(v - eager.weights[i]![k]!)).toBeLessThan(1e-5)))
    compiled.answers.forEach((v, i) => expect(Math.abs(v - eager.answers[i]!)).toBeLessThan(1e-5))
  })
  test('learns', () => {
    const { losses } = train(compileProgram, 600)
    const mean = (part: number[]) => part.reduce((a, b) => a + b) / part.length
    expect(mean(losses.slice(-50))).toBeLessThan(0.8 * mean(losses.slice(0, 50)))
  })
  test('is the same to the bit when run again', () => {
    const [first, second] = [train(compileProgram, 20), train(compileProgram, 20)]
    expect(second.losses).toEqual(first.losses)
    expect(second.weights.map((w) => [...w])).toEqual(first.weights.map((w) => [...w]))
  })
  test('gives and takes the values of its variables', () => {
    const { program, net } = train(compileProgram, 3)
    const all = Object.values({ ...net.weights, ...net.buffers })
    const kept = program.read(all)
    const before = program.run('evaluate', { indices: Int32Array.of(5, 6, 7, 8, 9), key: Int32Array.of(0, 0) })['probabilities']
    program.run('train', stepFeeds(3))
    program.write(all.map((variable, i) => ({ variable, value: kept[i]! })))
    expect(program.run('evaluate', { indices: Int32Array.of(5, 6, 7, 8, 9), key: Int32Array.of(0, 0) })['probabilities']).toEqual(before)
  })

  test('owns the values it was given: they do not change with the array they came from', () => {
    const variable = tf.variable(tf.zeros([64]))
    const program = compileProgram({ double: { feeds: {}, run: () => ({ outputs: { y: tf.mul(variable, 2) }, updates: [] }) } })
    const memory = new Float32Array(64 + 16)
    // TensorFlow takes JavaScript's memory as it is where it begins at a multiple of 64 bytes: one of these does.
    for (let begin = 0; begin < 16; begin++) {
      const value = memory.subarray(begin, begin + 64).fill(1)
      program.write([{ variable, value }])
      value.fill(7)
      expect(program.read([variable])[0]).toEqual(new Float32Array(64).fill(1))
      expect(program.run('double', {})['y']).toEqual(new Float32Array(64).fill(2))
    }
    program.dispose()
  })

  test('owns a value that a step takes from its feed as it is, or in another shape', () => {
    const variables = [tf.variable(tf.zeros([64])), tf.variable(tf.zeros([8, 8]))]
    const take: Entry = { feeds: { given: { shape: [64], dtype: 'float32' } }, run: ({ given }) => ({ outputs: { one: tf.scalar(1) }, updates: [{ variable: variables[0]!, value: given! }, { variable: variables[1]!, value: tf.reshape(given!, [8, 8]) }] }) }
    const program = compileProgram({ take })
    const memory = new Float32Array(64 + 16)
    for (let begin = 0; begin < 16; begin++) {
      const given = memory.subarray(begin, begin + 64).fill(1)
      program.run('take', { given })
      given.fill(7)
      expect(program.read(variables)).toEqual([new Float32Array(64).fill(1), new Float32Array(64).fill(1)])
    }
    program.dispose()
  })

  test('leaves JavaScript its memory: replaced values are not released by a thread of TensorFlow, of which the process died', () => {
    const variables = Array.from({ length: 160 }, (_, i) => tf.variable(tf.zeros([16 + i])))
    const add: Entry = { feeds: {}, run: () => ({ outputs: { one: tf.scalar(1) }, updates: variables.map((variable) => ({ variable, value: tf.add(variable, 1) })) }) }
    const program = compileProgram({ add })
    for (let round = 0; round < 1000; round++) {
      program.write(variables.map((variable) => ({ variable, value: new Float32Array(variable.size).fill(round) })))
      program.run('add', {})
    }
    expect(program.read(variables).every((value) => value.every((x) => x === 1000))).toBe(true)
    program.dispose()
  })

  test('counts its cost', () => {
    const { program } = train(compileProgram, 1)
    const cost = program.cost('evaluate')
    const convolutionMacs = 5 * 4 * 4 * 6 * 9
    const projection = 5 * 16 * 6 * 6
    const products = 2 * 5 * 16 * 16 * 6
    const head = 5 * 6 * 3
    expect(cost.macs).toBe(convolutionMacs + projection + products + head)
    expect(cost.macsWithoutAttentionProducts).toBe(convolutionMacs + projection + head)
    expect(cost.attentionShare).toBeCloseTo((projection + products) / cost.macs, 12)
  })
  test('refuses a feed of the wrong size', () => {
    const { program } = train(compileProgram, 1)
    expect(() => program.run('train', { ...stepFeeds(0), indices: Int32Array.of(1) })).toThrow(/"indices" has 1 values for shape \[5\]/)
  })
})

describe('recording', () => {
  const x = { x: { shape: [4], dtype: 'float32' as const } }
  test('refuses to read a value into JavaScript', () => {
    const reading: Entry = { feeds: x, run: ({ x }) => ({ outputs: { y: tf.mul(x!, tf.square(x!).dataSync()[0]!) }, updates: [] }) }
    expect(() => compileProgram({ reading })).toThrow(/read/)
  })
  test('refuses a large constant', () => {
    const large = tf.randomNormal([1024, 1100])
    const carrying: Entry = { feeds: x, run: ({ x }) => ({ outputs: { y: tf.add(tf.sum(large), x!) }, updates: [] }) }
    expect(() => compileProgram({ carrying })).toThrow(/Sum/)
  })
  test('leaves the backend as it was, also after an error', () => {
    expect(() => compileProgram({ failing: { feeds: x, run: () => { throw new Error('no') } } })).toThrow('no')
    expect(tf.add(1, 2).dataSync()[0]).toBe(3)
  })
})
