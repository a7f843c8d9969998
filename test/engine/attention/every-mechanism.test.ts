/** What must be true of every mechanism: shapes, finite values on any input, repeatable, saved and loaded, its maps, its cost. */
import * as tf from '@tensorflow/tfjs-core'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { FoveaError, describeProblem, problemOf } from '../../../preload/contract/errors.ts'
import { mechanisms } from '../../../main/engine/attention/catalogue.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'
import { readTensors, writeTensors } from '../../../main/engine/training/safetensors.ts'
import { attend } from '../../../main/engine/attention/attend.ts'
import { dot } from '../../../main/engine/attention/scores/dot.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { attempt, built, CAPTION, context, examples, finite, imageOf, largestDifference, magnitude, shaped, trainable, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const outOf = (kind: string, batch: number, { height, width, channels }: { height: number; width: number; channels: number }) => (kind === 'head' ? [batch, channels] : [batch, height, width, channels])

describe.each(examples)('$title', (example) => {
  const { mechanism } = example

  test.each([[2, shaped(5, 7)], [1, shaped(8, 8)], [3, shaped(2, 3)]] as const)('batch %i, %o: output, gradients, maps', (batch, map) => {
    const result = attempt(example, map)
    // A map too small for the options must be refused in words; the usual options must stand on the larger maps.
    if (result instanceof FoveaError) return expect(map.height === 2 || Object.keys(example.given).length > 0, problemOf(result).code).toBe(true)
    const { scope, layer } = result
    const x = tf.variable(imageOf(batch, map))
    const taps: { tensor: tf.Tensor; meta: TapMeta }[] = []
    const ctx = context(true, { tap: (_name, tensor, meta) => { if (meta.kind === 'attention' || meta.kind === 'gate') taps.push({ tensor: tf.keep(tensor), meta }) } })
    let shape: number[] = []
    const { grads } = tf.variableGrads(() => {
      const y = layer(x, ctx)
      shape = y.shape
      return tf.sum(tf.square(y)) as tf.Scalar
    }, [x, ...trainable(scope)])
    expect(shape).toEqual(outOf(mechanism.kind, batch, map))
    for (const [name, gradient] of Object.entries(grads)) expect(gradient && finite(gradient), `gradient of ${name}`).toBeTruthy()
    expect(taps.length > 0, 'hands out maps').toBe(mechanism.showsPlaces)
    for (const { tensor, meta } of taps) {
      const queries = meta.queries === 'words' ? CAPTION.length : meta.queryGrid ? meta.queryGrid[0] * meta.queryGrid[1] : 1
      expect(tensor.shape.filter((_, axis) => axis !== 1)).toEqual([batch, (meta.queryGrid ? meta.extra : 0) + queries, meta.extra + meta.keyGrid[0] * meta.keyGrid[1]])
      expect(finite(tensor)).toBe(true)
    }
    scope.dispose()
  })

  test.each([['zero', 0], ['constant', 1], ['huge', 1e4]] as const)('%s input: no NaN, forward or back', (name, size) => {
    const map = shaped(6, 6)
    const result = attempt(example, map)
    if (result instanceof FoveaError) return
    for (const training of [false, true]) {
      const x = tf.variable(name === 'huge' ? tf.mul(imageOf(2, map), size) : tf.fill([2, map.height, map.width, map.channels], size))
      const { value, grads } = tf.variableGrads(() => tf.mean(result.layer(x, context(training))) as tf.Scalar, [x, ...trainable(result.scope)])
      expect(finite(value)).toBe(true)
      for (const [weight, gradient] of Object.entries(grads)) expect(gradient && finite(gradient), `gradient of ${weight}`).toBeTruthy()
    }
    result.scope.dispose()
  })

  test('a sample does not depend on its batch mates; a run repeats to the bit; weights come back from a file', () => {
    const map = shaped(6, 6)
    if (attempt(example, map) instanceof FoveaError) return
    const { scope, layer } = built(example, map)
    const x = imageOf(3, map)
    const answer = (input: tf.Tensor) => layer(input, context(false)).dataSync() as Float32Array
    const together = answer(x)
    expect(largestDifference(together, answer(x))).toBe(0)
    const alone = answer(tf.slice(x, [1, 0, 0, 0], [1, -1, -1, -1]))
    expect(largestDifference(alone, together.slice(alone.length, 2 * alone.length))).toBeLessThanOrEqual(1e-5 * Math.max(1, magnitude(alone)))

    const folder = mkdtempSync(join(tmpdir(), 'fovea-weights-'))
    const file = join(folder, 'weights.safetensors')
    writeTensors(file, { tensors: new Map(scope.all().map(({ name, shape, variable }) => [name, { shape, values: variable.dataSync() as Float32Array }])), metadata: {} })
    const again = built(example, map, 99)
    const { tensors } = readTensors(file)
    rmSync(folder, { recursive: true })
    expect([...tensors.keys()].sort()).toEqual(again.scope.all().map(({ name }) => name).sort())
    for (const { name, shape, variable } of again.scope.all()) variable.assign(tf.tensor(tensors.get(name)!.values, shape))
    expect(largestDifference(together, again.layer(x, context(false)).dataSync())).toBe(0)
    scope.dispose()
    again.scope.dispose()
  })

  test('its cost is counted', () => {
    const map = shaped(8, 8)
    const result = attempt(example, map)
    if (result instanceof FoveaError) return
    const cost = eagerProgram({ pass: { feeds: { x: { shape: [1, 8, 8, map.channels], dtype: 'float32' } }, run: ({ x }) => ({ outputs: { y: result.layer(x!, context(false)) }, updates: [] }) } }).cost('pass')
    expect(cost.macs).toBeGreaterThanOrEqual(0)
    expect(cost.macsWithoutAttentionProducts).toBeLessThanOrEqual(cost.macs)
    expect(cost.activationBytes).toBeGreaterThan(0)
    if (trainable(result.scope).some(({ shape }) => shape.length > 1)) expect(cost.macs).toBeGreaterThan(0)
    result.scope.dispose()
  })
})

describe('impossible maps and options are refused in words', () => {
  test.each(examples)('$title', (example) => {
    for (const map of [shaped(1, 1), shaped(1, 9), shaped(6, 6, 1), shaped(6, 6, 3), shaped(6, 6, 7)]) {
      const result = attempt(example, map)
      if (result instanceof FoveaError) {
        for (const language of ['en', 'zh-CN'] as const) expect(describeProblem(problemOf(result), language).message).toMatch(/\S/)
        continue
      }
      expect(finite(result.layer(imageOf(2, map), context(false))), `${map.height} × ${map.width} × ${map.channels}`).toBe(true)
      result.scope.dispose()
    }
  })

  test.each(mechanisms.filter(({ options }) => 'heads' in ((options as unknown as { shape: object }).shape)).map((mechanism) => ({ id: mechanism.id, mechanism })))('$id: heads that do not divide the width', ({ mechanism }) => {
    expect(() => mechanism.check(mechanism.options.parse({ heads: 5 }), shaped(8, 8))).toThrow(FoveaError)
  })
})

test('a query that may attend to nothing gives zeros and no NaN', () => {
  const q = values([1, 1, 2, 4], 'q')
  const score = dot.build(Scope.root(0), { heads: 1, width: 4 })
  const mask = tf.tensor2d([[0, 0], [1, 0]])
  const y = attend(q, q, q, context(false), { path: '', meta: { kind: 'attention', mechanism: '', keyGrid: [1, 2], queryGrid: [1, 2], extra: 0 }, score, mask })
  expect([...y.dataSync()].slice(0, 4)).toEqual([0, 0, 0, 0])
  expect([...y.dataSync()].slice(4)).toEqual([...q.dataSync()].slice(0, 4))
})
