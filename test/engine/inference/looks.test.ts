/** Ways of looking, from a run that was trained to its maps, against the same worked out directly. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AttentionMap, LookMethod } from '../../../preload/contract/inspect.ts'
import { unpack } from '../../../preload/contract/text.ts'
import { integratedGradients } from '../../../main/engine/inference/attribution.ts'
import { explainEntry } from '../../../main/engine/inference/explain.ts'
import { gradCam } from '../../../main/engine/inference/grad-cam.ts'
import { createNetwork, type Network } from '../../../main/engine/inference/network.ts'
import { denserAtZero, gaussLegendre } from '../../../main/engine/inference/quadrature.ts'
import { relevance } from '../../../main/engine/inference/rollout.ts'
import { loadTrainedRun, type TrainedRun } from '../../../main/engine/inference/trained.ts'
import { evaluationContext, type Context } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { readCheckpoint, readModelFile, valuesFor } from '../../../main/engine/training/checkpoint.ts'
import { train } from '../../../main/engine/training/loop.ts'
import { tinyDataset, tinyRequest } from '../training/tiny-dataset.ts'

const dataset = tinyDataset()
const image = dataset.images.slice(60 * 64, 61 * 64)
const variants = {
  classToken: { model: 'vit', with: { patch: 2, width: 8, depth: 3, heads: 2 } },
  meanOfPlaces: { model: 'vit', with: { patch: 2, width: 8, depth: 2, heads: 2, pool: 'mean' } },
  pooled: { model: 'cct', with: { layers: 2, width: 8, heads: 2, ratio: 1 } },
  convolutions: { model: 'small-cnn', with: { layout: 'tiny', widths: [6, 8, 8] }, insert: [{ at: 'stage3', mechanism: 'multi-head', with: { heads: 2 } }] },
}
type Name = keyof typeof variants
interface Trained {
  run: TrainedRun
  network: Network
}
const trained = {} as Record<Name, Trained>

beforeAll(async () => {
  await loadTensorFlow()
  const environment = { fovea: '0', node: '0', tensorflow: '0', device: '', cores: 1, memoryBytes: 1, platform: '' }
  for (const [name, variant] of Object.entries(variants)) {
    const request = tinyRequest(dataset, { variant: { ...variant, insert: [], ...variant } as never, training: { epochs: 2 } })
    await train(request, { emit: () => {}, stopRequested: () => false, environment })
    const model = readModelFile(request.runFolder)
    const network = createNetwork({ ...model, variant: model.config.variant }, 1)
    for (const { variable, value } of valuesFor(readCheckpoint(request.runFolder), network.scope.all())) variable.assign(tf.tensor(value, variable.shape))
    trained[name as Name] = { run: loadTrainedRun(request.runFolder), network }
  }
}, 60_000)

const mapsOf = (name: Name, ...methods: LookMethod[]): AttentionMap[] => trained[name].run.answer(image, null, 1, { methods }).maps[0]!
const values = ({ weights }: AttentionMap) => [...unpack({ ...weights, dtype: 'f32' })]
const close = (found: number[], direct: ArrayLike<number>, within = 1e-5) => {
  expect(found).toHaveLength(direct.length)
  found.forEach((value, i) => expect(Math.abs(value - direct[i]!)).toBeLessThan(within))
}
const input = () => tf.tensor(Float32Array.from(image), [1, 8, 8, 1])
const contextOf = (tap?: Context['tap']) => evaluationContext(tf.tensor1d([0, 0], 'int32'), tap ? { tap } : {})

/** (N, N) of each attention layer, mean over the heads, in plain arrays. */
function meanLayers(name: Name): number[][][] {
  return mapsOf(name, 'attention').filter(({ queryGrid }) => queryGrid).map((map) => {
    const weights = values(map)
    const tokens = Math.sqrt(weights.length / map.heads)
    return Array.from({ length: tokens }, (_, q) => Array.from({ length: tokens }, (_, k) => Array.from({ length: map.heads }, (_, h) => weights[(h * tokens + q) * tokens + k]! / map.heads).reduce((a, b) => a + b)))
  })
}
const product = (a: number[][], b: number[][]) => a.map((row) => b[0]!.map((_, k) => row.reduce((sum, w, j) => sum + w * b[j]![k]!, 0)))
const mixed = (name: Name) => meanLayers(name).map((layer) => layer.map((row, q) => row.map((w, k) => (w + (q === k ? 1 : 0)) / 2))).reduce((gathered, step) => product(step, gathered))

describe('rollout', () => {
  test('of a model with a class token is that token’s row', () => {
    const [map] = mapsOf('classToken', 'rollout')
    expect(map).toMatchObject({ layer: 'rollout', kind: 'rollout', mechanism: 'rollout', heads: 1, queryGrid: null, keyGrid: [4, 4], extra: 1 })
    close(values(map!), mixed('classToken')[0]!)
  })

  test('of a model that reads all places is every row', () => {
    const [map] = mapsOf('meanOfPlaces', 'rollout')
    expect(map).toMatchObject({ queryGrid: [4, 4], keyGrid: [4, 4], extra: 0, weights: { shape: [1, 16, 16] } })
    close(values(map!), mixed('meanOfPlaces').flat())
  })

  test('of a model that pools at its end is what the pooling takes of every row', () => {
    const pool = values(mapsOf('pooled', 'attention').at(-1)!)
    const [map] = mapsOf('pooled', 'rollout')
    expect(map).toMatchObject({ queryGrid: null, extra: 0 })
    close(values(map!), product([pool], mixed('pooled'))[0]!)
  })

  test('there is none, nor relevance, where convolutions mix places too', () => {
    expect(mapsOf('convolutions', 'rollout', 'relevance')).toEqual([])
    expect(mapsOf('convolutions', 'relevance', 'attention', 'rollout').map(({ kind }) => kind)).toEqual(['attention'])
  })
})

describe('relevance', () => {
  /** Two layers of attention over 1 + 4 tokens; the answer is read from the first. weights (B, 2, 5, 5), tokens (B, 5, 3). */
  const [first, second] = [5, 6].map((seed) => () => tf.softmax(tf.randomNormal([1, 2, 5, 5], 0, 1, 'float32', seed)))
  const tokens = () => tf.randomNormal([1, 5, 3], 0, 1, 'float32', 7)
  const read = (a: tf.Tensor, b: tf.Tensor, x: tf.Tensor) => {
    const mix = (weights: tf.Tensor, y: tf.Tensor) => tf.add(y, tf.tanh(tf.sum(tf.matMul(weights, tf.tile(tf.expandDims(y, 1), [1, 2, 1, 1])), 1)))
    return tf.squeeze(tf.slice(mix(b, mix(a, x)), [0, 0, 0], [-1, 1, -1]), [1])
  }

  test('is the paper’s, with the gradients taken by the weights themselves', () => {
    const meta = { kind: 'attention' as const, mechanism: 'multi-head', keyGrid: [2, 2] as [number, number], queryGrid: [2, 2] as [number, number], extra: 1 }
    const network: Network = {
      scope: Scope.root(1), normalize: (x) => x, forward: (x, ctx) => network.layer(x, ctx),
      layer(_x, ctx) {
        const [a, b, x] = [first!(), second!(), tokens()]
        ctx.tap('block0', a, meta)
        ctx.tap('block1', b, meta)
        ctx.tap('features', x, { ...meta, kind: 'features', queryGrid: null })
        return read(a, b, x)
      },
    }
    const { entry } = explainEntry(network, [2, 2, 1], 1, 'relevance')
    const found = eagerProgram({ relevance: entry }).run('relevance', { images: new Float32Array(4) })['map0']!
    const direct = tf.tidy(() => {
      const [a, b, x] = [first!(), second!(), tokens()]
      const answer = tf.argMax(read(a, b, x), 1).dataSync()[0]!
      const gradients = tf.grads((p: tf.Tensor, q: tf.Tensor) => tf.sum(tf.slice(read(p, q, x), [0, answer], [1, 1])))([a, b])
      return tf.slice(tf.squeeze(relevance([{ weights: a, gradient: gradients[0]! }, { weights: b, gradient: gradients[1]! }]), [0]), [0, 0], [1, -1]).dataSync()
    })
    // The identity that relevance starts from is what the token brought itself.
    close([...found], direct.map((value, i) => (i === 0 ? value - 1 : value)))
    expect(Math.max(...found)).toBeGreaterThan(0)
  })

  test('of trained models is a share of every token', () => {
    for (const [name, queries, keys] of [['classToken', 1, 17], ['meanOfPlaces', 16, 16], ['pooled', 1, 4]] as const) {
      const [map] = mapsOf(name, 'relevance')
      expect(map).toMatchObject({ kind: 'relevance', weights: { shape: [1, queries, keys] } })
      for (let q = 0; q < queries; q++) expect(values(map!).slice(q * keys, (q + 1) * keys).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
    }
  })
})

describe('evidence', () => {
  test('Grad-CAM of a model with attention is that of its last features', () => {
    const { network } = trained.classToken
    const [map] = mapsOf('classToken', 'grad-cam')
    expect(map).toMatchObject({ layer: 'grad-cam', kind: 'grad-cam', queryGrid: null, keyGrid: [4, 4], extra: 0, weights: { shape: [1, 1, 16] } })
    const direct = [...gradCam((x, ctx) => network.layer(x, ctx), network.normalize(input())).map!.dataSync()]
    close(values(map!), direct.map((value) => value / direct.reduce((a, b) => a + b)))
  })

  test.each(Object.keys(variants) as Name[])('integrated gradients of %s are the direct ones, and what they sum to is what the logit gained', (name) => {
    const { network, run } = trained[name]
    const { logits } = run.answer(image, null, 1, { methods: [] })
    const answer = logits.indexOf(Math.max(...logits))
    const { attribution, delta } = tf.tidy(() => {
      const normal = network.normalize(input())
      const found = integratedGradients((x) => network.layer(x, contextOf()), normal, tf.tensor1d([answer], 'int32'), { baseline: tf.zerosLike(normal), rule: denserAtZero(gaussLegendre(24)) })
      return { attribution: [...tf.sum(found.attribution, 3).dataSync()], delta: found.delta.dataSync()[0]! } as unknown as tf.TensorContainer
    }) as unknown as { attribution: number[]; delta: number }
    const total = attribution.reduce((sum, value) => sum + Math.abs(value), 0)
    const [map] = mapsOf(name, 'integrated-gradients')
    expect(map).toMatchObject({ layer: 'integrated-gradients', kind: 'integrated-gradients', heads: 1, queryGrid: null, keyGrid: [8, 8] })
    close(values(map!), attribution.map((value) => value / total))
    const atMean = tf.tidy(() => network.layer(tf.zeros([1, 8, 8, 1]), contextOf()).dataSync()[answer]!)
    const gained = logits[answer]! - atMean
    expect(Math.abs(gained)).toBeGreaterThan(0.1 * total)
    // A few hundredths are lost where a relu bends the way between two points.
    expect(Math.abs(attribution.reduce((a, b) => a + b) - gained)).toBeLessThan(0.05 * total)
    expect(delta).toBeCloseTo(attribution.reduce((a, b) => a + b) - gained, 4)
  })
})
