/** Every mechanism of the catalogue on odd, non-square and single maps: shapes, finite gradients, gradients against finite differences, maps. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { mechanisms } from '../../../main/engine/attention/catalogue.ts'
import type { MapShape, Mechanism } from '../../../main/engine/attention/mechanism.ts'
import { positionIds } from '../../../main/engine/attention/positions/catalogue.ts'
import { scoreIds } from '../../../main/engine/attention/scores/catalogue.ts'
import { evaluationContext, type Context, type Layer, type TapMeta } from '../../../main/engine/layers/context.ts'
import { generatorFor, normalFrom } from '../../../main/engine/layers/initializers.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'

beforeAll(async () => { await loadTensorFlow() })

/** Options worth their own round; a mechanism without an entry here runs with its defaults alone. */
const variations: Record<string, object[]> = {
  'multi-head': [...scoreIds.map((score) => ({ score })), ...positionIds.map((position) => ({ position })), { heads: 1 }, { dropout: 0.3 }],
  'non-local': [{ scale: 'input' }, { scale: 'none' }, { pool: true }, { norm: false }, { bias: true }],
  sagan: [{ pool: false }],
  se: [{ reduction: 4 }, { bias: false }],
}

const shapes: { batch: number; map: MapShape }[] = [
  { batch: 2, map: { channels: 16, height: 5, width: 7 } },
  { batch: 1, map: { channels: 8, height: 4, width: 4 } },
  { batch: 3, map: { channels: 12, height: 2, width: 3 } },
]

const cases = mechanisms.flatMap((mechanism) => [{}, ...(variations[mechanism.id] ?? [])].map((given) => ({ mechanism, given, title: `${mechanism.id} ${JSON.stringify(given)}` })))

const values = (shape: number[], name: string) => {
  const next = normalFrom(generatorFor(7, name))
  return tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next), shape)
}

/** Built on weights away from their first values, so that what starts at 0 takes part. */
function build(mechanism: Mechanism, given: object, map: MapShape): { scope: Scope; layer: Layer } {
  const options = mechanism.options.parse({ ...(mechanism.id === 'se' ? { reduction: 2 } : {}), ...given })
  mechanism.check(options, map)
  const scope = Scope.root(1).child('site').child(mechanism.id)
  const layer = mechanism.build(scope, options, map)
  for (const { variable, trainable, name, shape } of scope.all()) if (trainable) variable.assign(tf.add(variable, tf.mul(values(shape, name), 0.2)))
  return { scope, layer }
}

const context = (training: boolean, parts: Partial<Context> = {}): Context => ({ ...evaluationContext(tf.tensor1d([3, 5], 'int32'), parts), training })

describe.each(cases)('$title', ({ mechanism, given }) => {
  test.each(shapes)('batch $batch, $map.height × $map.width × $map.channels', ({ batch, map }) => {
    const { scope, layer } = build(mechanism, given, map)
    const x = tf.variable(values([batch, map.height, map.width, map.channels], 'x'))
    const taps: { name: string; tensor: tf.Tensor; meta: TapMeta }[] = []
    const ctx = context(true, { tap: (name, tensor, meta) => { taps.push({ name, tensor: tf.keep(tensor), meta }) } })
    const trainable = scope.all().flatMap((weight) => (weight.trainable ? [weight] : []))
    let shape: number[] = []
    const { value, grads } = tf.variableGrads(() => {
      const y = layer(x, ctx)
      shape = y.shape
      return tf.sum(tf.mul(y, values(y.shape, 'r'))) as tf.Scalar
    }, [x, ...trainable.map((weight) => weight.variable)])

    expect(shape).toEqual(mechanism.kind === 'head' ? [batch, map.channels] : x.shape)
    expect(Number.isFinite(value.dataSync()[0])).toBe(true)
    for (const { name, gradient } of [{ name: 'x', gradient: grads[x.name] }, ...trainable.map((weight) => ({ name: weight.name, gradient: grads[weight.variable.name] }))]) {
      expect(gradient, `gradient of ${name}`).toBeTruthy()
      expect((gradient!.dataSync() as Float32Array).every(Number.isFinite), `finite gradient of ${name}`).toBe(true)
    }

    expect(taps.length > 0).toBe(mechanism.showsPlaces)
    for (const { name, tensor, meta } of taps) {
      expect(name).toBe(`site/${mechanism.id}`)
      expect(meta.mechanism).toBe(mechanism.id)
      const queries = meta.queryGrid ? meta.queryGrid[0] * meta.queryGrid[1] : 1
      expect(tensor.shape.filter((_, axis) => axis !== 1)).toEqual([batch, meta.extra + queries, meta.extra + meta.keyGrid[0] * meta.keyGrid[1]])
      for (const sum of tf.sum(tensor, -1).dataSync()) expect(sum).toBeCloseTo(1, 4)
    }
  })

  test('gradient against finite differences', () => {
    const map: MapShape = { channels: 8, height: 3, width: 4 }
    const { scope, layer } = build(mechanism, given, map)
    const x = tf.variable(values([2, map.height, map.width, map.channels], 'x'))
    const ctx = context(true)
    const variables = [x, ...scope.all().flatMap((weight) => (weight.trainable ? [weight.variable] : []))]
    const objective = () => {
      const y = layer(x, ctx)
      return tf.mean(tf.mul(y, values(y.shape, 'r'))) as tf.Scalar
    }
    const { grads } = tf.variableGrads(objective, variables)
    // Along one random direction at a time: (f(w + hd) − f(w − hd)) / 2h = ∇f · d. In single precision, h trades rounding for curvature and for the kinks of max-pooling.
    const h = 3e-4
    for (const variable of variables) {
      const direction = values(variable.shape, 'direction')
      const unit = tf.div(direction, tf.maximum(tf.norm(direction), 1e-6))
      const start = tf.keep(tf.clone(variable))
      const at = (sign: number) => {
        variable.assign(tf.add(start, tf.mul(unit, sign * h)))
        return objective().dataSync()[0]!
      }
      const measured = (at(1) - at(-1)) / (2 * h)
      variable.assign(start)
      const slope = tf.sum(tf.mul(grads[variable.name]!, unit)).dataSync()[0]!
      expect(Math.abs(measured - slope), `${variable.name}: measured ${measured}, gradient ${slope}`).toBeLessThanOrEqual(1e-4 + 0.02 * Math.abs(slope))
    }
  })
})

test('a query that may attend to nothing gives zeros and no NaN', async () => {
  const { attend } = await import('../../../main/engine/attention/attend.ts')
  const { dot } = await import('../../../main/engine/attention/scores/dot.ts')
  const q = values([1, 1, 2, 4], 'q')
  const score = dot.build(Scope.root(0), { heads: 1, width: 4 })
  const mask = tf.tensor2d([[0, 0], [1, 0]])
  const y = attend(q, q, q, context(false), { path: '', meta: { kind: 'attention', mechanism: '', keyGrid: [1, 2], queryGrid: [1, 2], extra: 0 }, score, mask })
  expect([...y.dataSync()].slice(0, 4)).toEqual([0, 0, 0, 0])
  expect([...y.dataSync()].slice(4)).toEqual([...q.dataSync()].slice(0, 4))
})
