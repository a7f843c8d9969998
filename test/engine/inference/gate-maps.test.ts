/** Gates over places reach the one who looks as maps of their own kind, whose rows are shares of the places. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { unpack } from '../../../preload/contract/text.ts'
import { gateMechanisms } from '../../../main/engine/attention/gate/index.ts'
import { explainEntry, mapsOf } from '../../../main/engine/inference/explain.ts'
import type { Network } from '../../../main/engine/inference/network.ts'
import { dense } from '../../../main/engine/layers/dense.ts'
import { generatorFor, uniform } from '../../../main/engine/layers/initializers.ts'
import { largestOver, meanPool } from '../../../main/engine/layers/pooling.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { eagerProgram } from '../../../main/engine/tensorflow/program.ts'

beforeAll(() => loadTensorFlow())

const images = uniform(1)([2, 4, 6, 16], generatorFor(3, 'images'))

test.each(gateMechanisms.filter(({ showsPlaces }) => showsPlaces).map((gate) => [gate.id, gate] as const))('%s', (id, gate) => {
  const scope = Scope.root(1)
  const layer = gate.build(scope.child('gate'), gate.options.parse({}), { height: 4, width: 6, channels: 16 })
  const answer = dense(scope.child('answer'), { in: 16, out: 3 })
  const network: Network = { scope, normalize: (x) => x, layer: (x, ctx) => answer(meanPool(layer(x, ctx)), ctx), forward: (x, ctx) => network.layer(x, ctx) }
  const { entry, layers } = explainEntry(network, [4, 6, 16], 2)
  const outputs = eagerProgram({ explain: entry }).run('explain', { images })
  const maps = [0, 1].map((index) => mapsOf(layers(), outputs, index))
  for (const [map] of maps.map((own) => own.filter(({ kind }) => kind === 'gate'))) {
    expect(map).toMatchObject({ kind: 'gate', mechanism: id, queryGrid: null, keyGrid: [4, 6], heads: id === 'spatial-group-enhance' ? 8 : 1 })
    const weights = unpack(map!.weights) as Float32Array
    for (let head = 0; head < map!.heads; head++) {
      const row = weights.subarray(head * 24, (head + 1) * 24)
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
      expect(Math.min(...row)).toBeGreaterThan(0)
    }
  }
  // One image's map is not the other's, but where the gate begins alike everywhere.
  if (id !== 'spatial-group-enhance') expect(maps[0]![0]!.weights.data).not.toBe(maps[1]![0]!.weights.data)
  scope.dispose()
})

test('the largest of equal values shares its gradient among them', () => {
  const gradient = tf.grad((x) => tf.sum(tf.mul(largestOver(x, [1, 2]), 6)))(tf.tensor4d([3, 3, 1, 3], [1, 2, 2, 1]))
  expect([...gradient.dataSync()]).toEqual([2, 2, 0, 2])
})
