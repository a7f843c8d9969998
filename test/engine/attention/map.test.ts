/** Attention over maps that no golden vectors hold, against its definition written out in plain numbers. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { silent, type TapMeta } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { context, imageOf, largestDifference, shaped, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const map = shaped(3, 4, 8)
const places = map.height * map.width
type Matrix = number[][]

/** Built on random weights, with what it gives for a random map of 2 samples and the maps it hands out. */
function run(id: string, given: object) {
  const mechanism = mechanismById.get(id)!
  const scope = Scope.root(3)
  const layer = mechanism.build(scope, mechanism.options.parse(given), map)
  for (const { variable, trainable, name, shape } of scope.all()) if (trainable) variable.assign(tf.mul(values(shape, name), 0.5))
  const x = imageOf(2, map)
  const taps: { tensor: tf.Tensor; meta: TapMeta }[] = []
  const y = layer(x, context(false, { tap: (_name, tensor, meta) => { taps.push({ tensor, meta }) } }))
  const heard = y.dataSync()
  expect(largestDifference(heard, layer(x, context(false, { tap: silent })).dataSync())).toBe(0)
  const weight = (name: string) => scope.all().find((one) => one.name === name)!.variable
  return { x: samplesOf(x), y: samplesOf(y), taps, weight, dense: (rows: Matrix, name: string) => denseOf(rows, weight(`${name}/kernel`), weight(`${name}/bias`)) }
}

/** (B, H, W, C) as samples of rows, one a place. */
const samplesOf = (x: tf.Tensor) => tf.reshape(x, [2, places, -1]).arraySync() as Matrix[]
const times = (a: Matrix, b: Matrix): Matrix => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)))
const turned = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!))
const plus = (a: Matrix, b: Matrix, factor = 1): Matrix => a.map((row, i) => row.map((value, j) => value + factor * b[i]![j]!))
const softmaxOf = (row: number[]) => {
  const powers = row.map(Math.exp)
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / total)
}
function denseOf(rows: Matrix, kernel: tf.Tensor, bias: tf.Tensor): Matrix {
  const offset = bias.dataSync()
  return times(rows, kernel.arraySync() as Matrix).map((row) => row.map((value, j) => value + offset[j]!))
}
const near = (actual: Matrix, expected: Matrix) => { expect(largestDifference(actual.flat(), expected.flat())).toBeLessThan(2e-5) }
const onCross = (i: number, j: number) => Math.floor(i / map.width) === Math.floor(j / map.width) || i % map.width === j % map.width

test('criss-cross attends to the row and the column of a place, itself once, and again in a second pass', () => {
  const { x, y, taps, weight, dense } = run('criss-cross', { recurrence: 2, reduction: 4 })
  const gamma = weight('gamma').dataSync()[0]!
  expect(taps.length).toBe(2)
  x.forEach((sample, b) => {
    let expected = sample
    for (const { tensor } of taps) {
      const scores = times(dense(expected, 'query'), turned(dense(expected, 'key')))
      const weights = scores.map((row, i) => softmaxOf(row.map((score, j) => (onCross(i, j) ? score : -Infinity))))
      near((tensor.arraySync() as Matrix[][])[b]![0]!, weights)
      expected = plus(expected, times(weights, dense(expected, 'value')), gamma)
    }
    near(y[b]!, expected)
  })
})

test('double attention gathers over the places and distributes over the summaries', () => {
  const { x, y, taps, weight, dense } = run('double-attention', { reduction: 2, mapReduction: 4, norm: false })
  x.forEach((sample, b) => {
    const gather = turned(dense(sample, 'gather')).map(softmaxOf)
    near((taps[0]!.tensor.arraySync() as number[][][][])[b]!.map(([only]) => only!), gather)
    const summaries = times(gather, dense(sample, 'features'))
    const mixed = times(dense(sample, 'distribute').map(softmaxOf), summaries)
    near(y[b]!, plus(sample, denseOf(mixed, weight('out/kernel'), weight('out/bias'))))
  })
})

test.each(['sequence', 'sum'])('axial attention, %s: its maps laid over the image are what was attended to', (combine) => {
  const { x, y, taps, weight, dense } = run('axial', { heads: 1, position: 'none', combine })
  const [columns, rows] = taps.map(({ tensor }) => tensor.arraySync() as Matrix[][]) as [Matrix[][], Matrix[][]]
  const [gamma, beta] = [weight('norm/gamma').dataSync(), weight('norm/beta').dataSync()]
  const normal = (row: number[]) => {
    const mean = row.reduce((a, c) => a + c, 0) / row.length
    const spread = Math.sqrt(row.reduce((a, c) => a + (c - mean) ** 2, 0) / row.length + 1e-5)
    return row.map((value, i) => ((value - mean) / spread) * gamma[i]! + beta[i]!)
  }
  const along = (from: Matrix, weights: Matrix, axis: 'columns' | 'rows') => {
    const scores = times(dense(from, `${axis}/query`), turned(dense(from, `${axis}/key`)))
    const same = (i: number, j: number) => (axis === 'columns' ? i % map.width === j % map.width : Math.floor(i / map.width) === Math.floor(j / map.width))
    near(weights, scores.map((row, i) => softmaxOf(row.map((score, j) => (same(i, j) ? score / Math.sqrt(map.channels) : -Infinity)))))
    return dense(times(weights, dense(from, `${axis}/value`)), `${axis}/out`)
  }
  x.forEach((sample, b) => {
    const input = sample.map(normal)
    const down = along(input, columns[b]![0]!, 'columns')
    const across = combine === 'sum' ? plus(down, along(input, rows[b]![0]!, 'rows')) : along(down, rows[b]![0]!, 'rows')
    near(y[b]!, plus(sample, across))
  })
})

test('the bilinear transform hands out an exchange among cells that sums to 1, on a map its cells do not divide', () => {
  const { taps } = run('bilinear-transform', { blocks: 2, groups: 2, reduction: 2 })
  const { tensor } = taps[0]!
  expect(tensor.shape).toEqual([2, 2, 4, 4])
  for (const sum of tf.sum(tensor, -1).dataSync()) expect(sum).toBeCloseTo(1, 5)
})
