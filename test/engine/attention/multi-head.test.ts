/** What golden vectors and the tests of every mechanism cannot see of multi-head attention: shared keys and values, refusals, the limit of memory. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { FoveaError, problemOf } from '../../../preload/contract/errors.ts'
import { mechanismById } from '../../../main/engine/attention/catalogue.ts'
import { multiHeadAttention, type MultiHeadConfig } from '../../../main/engine/attention/multi-head-attention.ts'
import { scores } from '../../../main/engine/attention/scores/catalogue.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { context, largestDifference, values } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const meta = { kind: 'attention' as const, mechanism: '', keyGrid: [1, 5] as [number, number], queryGrid: [1, 5] as [number, number], extra: 0 }
const answer = (scope: Scope, config: MultiHeadConfig, fill: (name: string, shape: number[]) => tf.Tensor) => {
  const attention = multiHeadAttention(scope, config)
  for (const { name, shape, variable } of scope.all()) variable.assign(fill(name, shape))
  const x = values([2, 5, 8], 'x')
  return attention(x, x, x, context(false), meta).dataSync()
}

test.each([1, 2])('%i heads of keys and values are as many heads with the same weights in each group', (keyValueHeads) => {
  const grouped = Scope.root(1)
  const few = answer(grouped, { width: 8, heads: 4, keyValueHeads }, (name, shape) => values(shape, name))
  expect(grouped.all().find(({ name }) => name === 'key/kernel')!.shape).toEqual([8, 2 * keyValueHeads])
  /** Columns of head j of 4 are those of head ⌊j · keyValueHeads / 4⌋. */
  const whole = answer(Scope.root(1), { width: 8, heads: 4 }, (name, shape) => {
    if (!/^(key|value)\//.test(name)) return values(shape, name)
    const narrow = values([...shape.slice(0, -1), 2 * keyValueHeads], name)
    const columns = Array.from({ length: 8 }, (_, i) => 2 * Math.floor((Math.floor(i / 2) * keyValueHeads) / 4) + (i % 2))
    return tf.gather(narrow, columns, shape.length - 1)
  })
  expect(largestDifference(few, whole)).toBeLessThan(1e-6)
})

describe('refused', () => {
  const codeOf = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      return error instanceof FoveaError ? problemOf(error).code : String(error)
    }
    return null
  }
  const check = (id: string, options: object, side: number) => codeOf(() => {
    const mechanism = mechanismById.get(id)!
    mechanism.check(mechanism.options.parse(options), { channels: 48, height: side, width: side })
  })
  test.each([
    ['multi-head', { heads: 4, keyValueHeads: 3 }, 8, 'engine.key-heads-divide'],
    ['multi-head', { heads: 4, keyValueHeads: 2 }, 8, null],
    ['multi-head', { heads: 4 }, 88, null],
    ['multi-head', { heads: 4 }, 96, 'engine.pairs-too-many'],
    // Additive and concat scores hold 48 numbers a pair, and not one a head.
    ['multi-head', { score: 'additive' }, 44, null],
    ['multi-head', { score: 'additive' }, 52, 'engine.pairs-too-many'],
    ['conv-multi-head', { score: 'concat', reduction: 12 }, 52, null],
    ['multi-query', { stride: 4 }, 112, null],
    ['multi-query', { stride: 1 }, 112, 'engine.pairs-too-many'],
    ['class-attention', {}, 1024, null],
  ] as const)('%s %o on a map of side %i', (id, options, side, code) => expect(check(id, options, side)).toBe(code))
})

test('the cosine of a vector of zeros is 0, with a finite gradient', () => {
  for (const id of ['cosine', 'cosine-fixed'] as const) {
    const score = scores[id].build(Scope.root(2), { heads: 1, width: 4 })
    const keys = values([1, 1, 3, 4], 'k')
    const zero = tf.variable(tf.zeros([1, 1, 2, 4]))
    const { value, grads } = tf.variableGrads(() => tf.sum(score(zero, keys)) as tf.Scalar, [zero])
    expect(value.dataSync()[0]).toBe(0)
    expect(grads[zero.name]!.dataSync().every(Number.isFinite)).toBe(true)
  }
})

test('a temperature past 100 stays at 100', () => {
  const scope = Scope.root(3)
  const score = scores.cosine.build(scope, { heads: 1, width: 4 })
  const q = values([1, 1, 1, 4], 'q')
  const at = (temperature: number) => {
    scope.all()[0]!.variable.assign(tf.fill([1, 1, 1], Math.log(temperature)))
    return score(q, q).dataSync()[0]!
  }
  expect(at(10)).toBeCloseTo(10, 4)
  expect(at(1000)).toBeCloseTo(100, 3)
})
