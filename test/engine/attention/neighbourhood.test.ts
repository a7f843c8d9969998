/** Which places a neighbourhood has, and that attention over them is attention over all places with the others masked. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { multiHeadAttention } from '../../../main/engine/attention/multi-head-attention.ts'
import { neighbourhoodAttention, neighboursAlong } from '../../../main/engine/attention/neighbourhood.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import type { TapMeta } from '../../../main/engine/layers/context.ts'
import { Scope } from '../../../main/engine/layers/scope.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { context, imageOf, largestDifference } from './every.ts'

beforeAll(async () => { await loadTensorFlow() })

const rowsOf = (length: number, kernel: number, dilation: number) => {
  const all = [...neighboursAlong(length, kernel, dilation)]
  return Array.from({ length }, (_, i) => all.slice(i * kernel, (i + 1) * kernel))
}

test('at the border the neighbourhood moves inside', () => {
  expect(rowsOf(5, 3, 1)).toEqual([[0, 1, 2], [0, 1, 2], [1, 2, 3], [2, 3, 4], [2, 3, 4]])
  expect(rowsOf(3, 3, 1)).toEqual([[0, 1, 2], [0, 1, 2], [0, 1, 2]])
})

test('with a dilation neighbours keep the remainder of their place', () => {
  expect(rowsOf(7, 3, 2)).toEqual([[0, 2, 4], [1, 3, 5], [0, 2, 4], [1, 3, 5], [2, 4, 6], [1, 3, 5], [2, 4, 6]])
})

test.each([[3, 1, 5, 6], [3, 2, 7, 8], [5, 1, 5, 5], [5, 1, 3, 7], [3, 2, 4, 7]])('kernel %i, dilation %i on %i × %i: equal to masked attention over all places', (kernel, dilation, height, width) => {
  const map = { channels: 8, height, width }
  const most = (length: number) => Math.min(kernel, Math.floor(length / dilation))
  const [rows, columns] = [rowsOf(height, most(height), dilation), rowsOf(width, most(width), dilation)]
  const sees = Float32Array.from({ length: (height * width) ** 2 }, (_, i) => {
    const [query, key] = [Math.floor(i / (height * width)), i % (height * width)]
    return Number(rows[Math.floor(query / width)]!.includes(Math.floor(key / width)) && columns[query % width]!.includes(key % width))
  })
  const x = imageOf(2, map)
  const maps: tf.Tensor[] = []
  const ctx = context(false, { tap: (_name, tensor) => { maps.push(tensor) } })
  const local = neighbourhoodAttention(Scope.root(3), map, { heads: 2, kernel, dilation, score: 'scaled-dot', relativeBias: false, bias: true, dropout: 0 })(x, ctx)
  const meta: TapMeta = { kind: 'attention', mechanism: '', keyGrid: [height, width], queryGrid: [height, width], extra: 0 }
  const tokens = toTokens(x)
  const all = multiHeadAttention(Scope.root(3), { width: 8, heads: 2 })(tokens, tokens, tokens, ctx, meta, { mask: tf.tensor(sees, [height * width, height * width]) })
  expect(largestDifference(local.dataSync(), toMap(all, height, width).dataSync())).toBeLessThan(1e-5)
  expect(largestDifference(maps[0]!.dataSync(), maps[1]!.dataSync())).toBeLessThan(1e-6)
})
