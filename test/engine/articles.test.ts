/** Each fault of code that the articles have, made again in a few lines, in numbers; and the catalogue's form beside it, which has it right. */
import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { articleFaults } from '../../main/engine/articles/index.ts'
import { mechanismById } from '../../main/engine/attention/catalogue.ts'
import { multiHeadAttention } from '../../main/engine/attention/multi-head-attention.ts'
import { evaluationContext, type Context, type Layer, type TapMeta } from '../../main/engine/layers/context.ts'
import { generatorFor, normalFrom } from '../../main/engine/layers/initializers.ts'
import { Scope } from '../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../main/engine/tensorflow/load.ts'

// Before the first tensor, which stands in a describe.
await loadTensorFlow()

const random = (name: string, ...shape: number[]): tf.Tensor => tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, normalFrom(generatorFor(11, name))), shape)
const difference = (a: tf.Tensor, b: tf.Tensor): number => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!
const spread = (x: tf.Tensor): number => tf.sqrt(tf.moments(x).variance).dataSync()[0]!
const transposed = (x: tf.Tensor) => tf.transpose(x, [0, 2, 1])
const context = (parts: Partial<Context> = {}) => evaluationContext(tf.tensor1d([0, 0], 'int32'), parts)

interface Site { channels: number; height: number; width: number }
/** A mechanism of the catalogue, and the weights it hands out when it runs. */
function repaired(id: string, options: object, site: Site): { run: Layer; scope: Scope; maps: () => { weights: tf.Tensor; meta: TapMeta }[] } {
  const mechanism = mechanismById.get(id)!
  const scope = Scope.root(3)
  const layer = mechanism.build(scope, mechanism.options.parse(options), site)
  const maps: { weights: tf.Tensor; meta: TapMeta }[] = []
  return { scope, maps: () => maps, run: (x) => layer(x, context({ tap: (_name, weights, meta) => { if (meta.kind === 'attention') maps.push({ weights, meta }) } })) }
}
/** Weights away from their first values, so that what starts at 0 takes part. */
function trained(scope: Scope): void {
  for (const { name, variable, trainable } of scope.all()) if (trainable) variable.assign(tf.add(variable, tf.mul(random(name, ...variable.shape), 0.2)))
}

describe('000: keys and values', () => {
  const [batch, width, heads, asked, held] = [2, 8, 2, 5, 7] as const
  const queries = random('queries', batch, asked, width)
  const keys = random('keys', batch, held, width)

  test('key-value-length: split by the number of queries, another number of keys does not fit', () => {
    const splitAs = (x: tf.Tensor, length: number) => tf.reshape(x, [batch, length, heads, width / heads])
    expect(() => splitAs(keys, asked)).toThrow(/112 values, but the requested shape has 80/)
    // In self-attention the two numbers are one, which hides it.
    expect(splitAs(queries, asked).shape).toEqual([batch, asked, heads, width / heads])
  })

  test('repaired: 5 queries ask 7 keys', () => {
    const shapes: number[][] = []
    const attention = multiHeadAttention(Scope.root(1), { width, heads })
    const meta: TapMeta = { kind: 'attention', mechanism: 'multi-head', keyGrid: [1, held], queryGrid: [1, asked], extra: 0 }
    const y = attention(queries, keys, keys, context({ tap: (_name, weights) => shapes.push(weights.shape) }), meta)
    expect(y.shape).toEqual([batch, asked, width])
    expect(shapes).toEqual([[batch, heads, asked, held]])
  })
})

describe('001: pooling', () => {
  test('pooling-bias: it changes nothing and its gradient is 0', () => {
    const [x, w] = [random('x', 2, 9, 6), random('w', 6, 1)]
    const pooled = (bias: tf.Tensor) => {
      const scores = tf.add(tf.reshape(tf.matMul(tf.reshape(x, [18, 6]), w as tf.Tensor2D), [2, 9]), bias)
      return tf.sum(tf.mul(tf.expandDims(tf.softmax(scores), 2), x), 1)
    }
    expect(difference(pooled(tf.scalar(0)), pooled(tf.scalar(5)))).toBeLessThan(1e-5)
    const slope = tf.grad((bias) => tf.sum(tf.square(pooled(bias))))(tf.scalar(0.3)).dataSync()[0]!
    expect(Math.abs(slope)).toBeLessThan(1e-5)
  })

  test('repaired: C parameters, none of them a bias', () => {
    const { scope } = repaired('softmax-pooling', {}, { channels: 6, height: 3, width: 3 })
    expect(scope.all().map(({ shape }) => shape)).toEqual([[6, 1]])
  })
})

describe('001: self-attention on a map', () => {
  const site = { channels: 16, height: 4, width: 4 }
  const places = 16
  const tokens = random('map', 1, places, site.channels)
  const map = tf.reshape(tokens, [1, 4, 4, site.channels])
  /** One score, one softmax, however many heads are asked for. */
  function shrunken(x: tf.Tensor, heads: number): { weights: tf.Tensor; y: tf.Tensor; width: number } {
    const width = site.channels / heads
    const project = (name: string, from: number, to: number) => (t: tf.Tensor) => tf.reshape(tf.matMul(tf.reshape(t, [places, from]) as tf.Tensor2D, random(name, from, to) as tf.Tensor2D), [1, places, to])
    const [q, k, v] = ['q', 'k', 'v'].map((name) => project(name, site.channels, width)(x)) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const weights = tf.softmax(tf.div(tf.matMul(q, transposed(k)), Math.sqrt(width)))
    return { weights, y: project('out', width, site.channels)(tf.matMul(weights, v)), width }
  }

  test('heads-as-width: four heads are one map on a quarter of the width', () => {
    expect([1, 4].map((heads) => shrunken(tokens, heads).weights.shape)).toEqual([[1, places, places], [1, places, places]])
    expect(shrunken(tokens, 4).width).toBe(4)
  })

  test('repaired: four heads are four maps, and they differ', () => {
    const { run, maps } = repaired('conv-multi-head', { heads: 4 }, site)
    run(map, context())
    const { weights } = maps()[0]!
    expect(weights.shape).toEqual([1, 4, places, places])
    expect(difference(tf.slice(weights, [0, 0, 0, 0], [1, 1, places, places]), tf.slice(weights, [0, 1, 0, 0], [1, 1, places, places]))).toBeGreaterThan(1e-3)
  })

  const shuffled = [3, 0, 7, 12, 1, 9, 15, 4, 2, 8, 5, 14, 6, 11, 10, 13]
  const shuffle = (x: tf.Tensor) => tf.gather(x, shuffled, 1)

  test('no-residual: the map is replaced, and its places may be shuffled at will', () => {
    expect(difference(shrunken(tokens, 1).y, tokens)).toBeGreaterThan(1)
    expect(difference(shrunken(shuffle(tokens), 1).y, shuffle(shrunken(tokens, 1).y))).toBeLessThan(1e-4)
  })

  test('repaired: it starts as doing nothing; with a position the order counts', () => {
    expect(difference(repaired('sagan', {}, site).run(map, context()), map)).toBe(0)
    const { run, scope } = repaired('multi-head', {}, site)
    trained(scope)
    const answer = (x: tf.Tensor) => tf.reshape(run(tf.reshape(x, [1, 4, 4, site.channels]), context()), [1, places, site.channels])
    expect(difference(answer(shuffle(tokens)), shuffle(answer(tokens)))).toBeGreaterThan(1e-2)
  })
})

describe('002: the Non-local block', () => {
  const [channels, reduced, side] = [8, 4, 6]
  const places = side * side
  const site = { channels, height: side, width: side }
  const x = random('x', 1, places, channels)
  const project = (name: string) => tf.reshape(tf.matMul(tf.reshape(x, [places, channels]) as tf.Tensor2D, random(name, channels, reduced) as tf.Tensor2D), [1, places, reduced])
  const [theta, phi, g] = [project('theta'), project('phi'), project('g')]
  const map = tf.reshape(x, [1, side, side, channels])

  test('non-local-crash: a C′ × C′ map cannot be multiplied by N × C′', () => {
    // The article's own example: 64 channels, reduced to 32, on 56 × 56 places.
    const [queries, keys, values] = ['theta', 'phi', 'g'].map((name) => random(name, 1, 3136, 32)) as [tf.Tensor, tf.Tensor, tf.Tensor]
    const scores = tf.matMul(transposed(keys), values)
    expect(scores.shape).toEqual([1, 32, 32])
    expect(() => tf.matMul(tf.softmax(scores), queries)).toThrow(/\[1,32,32\].*\[1,3136,32\]/)
  })

  test('non-local-roles: scored by what should be carried over, it answers something else', () => {
    const right = tf.matMul(tf.softmax(tf.matMul(theta, transposed(phi))), g)
    const swapped = tf.matMul(tf.softmax(tf.matMul(phi, transposed(g))), theta)
    expect(difference(right, swapped)).toBeGreaterThan(0.1)
    // The article's form does not depend on which queries there are at all: they are only summed up.
    const weights = tf.softmax(tf.matMul(phi, transposed(g)))
    expect(difference(tf.matMul(weights, tf.mul(theta, 2)), tf.mul(swapped, 2))).toBeLessThan(1e-5)
  })

  test('non-local-scale: √C in place of √C′ leaves the scores too small by √(C / C′)', () => {
    const [q, k] = [random('unit queries', 1, 400, 32), random('unit keys', 1, 400, 32)]
    const products = tf.matMul(q, transposed(k))
    expect(spread(tf.div(products, Math.sqrt(32)))).toBeCloseTo(1, 1)
    expect(spread(tf.div(products, Math.sqrt(64)))).toBeCloseTo(Math.SQRT1_2, 1)
  })

  test('non-local-start: a random W changes every feature before anything is learned', () => {
    const y = tf.matMul(tf.softmax(tf.matMul(theta, transposed(phi))), g)
    const w = tf.mul(random('W', reduced, channels), reduced ** -0.5) as tf.Tensor2D
    const z = tf.add(x, tf.reshape(tf.matMul(tf.reshape(y, [places, reduced]) as tf.Tensor2D, w), [1, places, channels]))
    expect(difference(z, x)).toBeGreaterThan(0.1)
  })

  test('non-local-permute: one permute less runs, weighs channels, and does not know where a place is', () => {
    const scores = (from: tf.Tensor, to: tf.Tensor) => tf.softmax(tf.div(tf.matMul(transposed(from), to), Math.sqrt(channels)))
    const weights = scores(phi, g)
    expect(weights.shape).toEqual([1, reduced, reduced])
    const y = tf.matMul(weights, transposed(theta))
    expect(y.shape).toEqual([1, reduced, places])
    const reversed = (t: tf.Tensor) => tf.reverse(t, 1)
    expect(difference(scores(reversed(phi), reversed(g)), weights)).toBeLessThan(1e-5)
  })

  test('repaired: a map over places, scaled by √C′, from a block that starts as doing nothing', () => {
    const { run, scope, maps } = repaired('non-local', {}, site)
    expect(difference(run(map, context()), map)).toBe(0)
    trained(scope)
    run(map, context())
    const { weights, meta } = maps().at(-1)!
    expect(weights.shape).toEqual([1, 1, places, places])
    expect(meta.keyGrid).toEqual([side, side])
    const weight = (name: string) => scope.all().find((one) => one.name === name)!.variable as unknown as tf.Tensor2D
    const layer = (name: string) => tf.reshape(tf.add(tf.matMul(tf.reshape(x, [places, channels]) as tf.Tensor2D, weight(`${name}/kernel`)), weight(`${name}/bias`)), [1, places, reduced])
    const expected = tf.softmax(tf.div(tf.matMul(layer('theta'), transposed(layer('phi'))), Math.sqrt(reduced)))
    expect(difference(tf.reshape(weights, [1, places, places]), expected)).toBeLessThan(1e-6)
  })
})

describe('003: what N is', () => {
  test('samples-for-tokens: over samples, the answer to an image depends on the images beside it', () => {
    const image = random('image', 1, 6)
    const answer = (others: tf.Tensor) => {
      const batch = tf.concat([image, others]) as tf.Tensor2D
      return tf.slice(tf.matMul(tf.softmax(tf.div(tf.matMul(batch, batch, false, true), Math.sqrt(6))), batch), [0, 0], [1, 6])
    }
    expect(difference(answer(random('others', 3, 6)), answer(random('different', 3, 6)))).toBeGreaterThan(0.1)
  })

  test('repaired: one map for each image over its own tokens, whatever is beside it', () => {
    const { run, maps, scope } = repaired('multi-head', { heads: 2 }, { channels: 8, height: 3, width: 3 })
    trained(scope)
    const image = random('image', 1, 3, 3, 8)
    const answer = (others: tf.Tensor) => tf.slice(run(tf.concat([image, others]), context()), [0, 0, 0, 0], [1, 3, 3, 8])
    expect(difference(answer(random('others', 3, 3, 3, 8)), answer(random('different', 3, 3, 3, 8)))).toBeLessThan(1e-5)
    expect(maps()[0]!.weights.shape).toEqual([4, 2, 9, 9])
  })
})

describe('004: the branches of triplet attention', () => {
  test('repaired: three gates of one 7 × 7 convolution each, one for each pair of axes', () => {
    const { scope } = repaired('triplet', {}, { channels: 8, height: 5, width: 6 })
    expect(scope.all().filter(({ name }) => name.endsWith('kernel')).map(({ shape }) => shape)).toEqual([[7, 7, 2, 1], [7, 7, 2, 1], [7, 7, 2, 1]])
    expect(scope.parameters()).toBe(300)
  })
})

test('every fault that names a mechanism names one there is, and no id stands twice', () => {
  for (const { mechanism } of articleFaults) if (mechanism) expect(mechanismById.has(mechanism), mechanism).toBe(true)
  expect(new Set(articleFaults.map(({ id }) => id)).size).toBe(articleFaults.length)
})
