/** What a view is given of weights that are no distribution: their positive part, each row shared out to 1. */
import { expect, test } from 'vitest'
import { unpack } from '../../../preload/contract/text.ts'
import { mapsOf, type MapLayer } from '../../../main/engine/inference/explain.ts'

const layer = (kind: MapLayer['kind'], distribution?: false): MapLayer => ({
  name: 'stage3/non-local', kind, shape: [2, 1, 2, 3],
  meta: { kind: 'attention', mechanism: 'non-local', keyGrid: [1, 3], queryGrid: [1, 2], extra: 0, ...(distribution === false ? { distribution } : {}) },
})
const seen = (described: MapLayer, values: number[], index: number) => mapsOf([described], { map0: Float32Array.from(values) }, index).map(({ weights }) => [...unpack({ ...weights, dtype: 'f32' })])

const products = [9, 9, 9, 9, 9, 9, -1, 3, 1, -2, 0, -4]

test('products without a softmax are shared out row by row; a row without anything positive stays 0', () => {
  expect(seen(layer('attention', false), products, 1)).toEqual([[0, 0.75, 0.25, 0, 0, 0]])
})

test('weights of a softmax are handed on as they are', () => {
  expect(seen(layer('attention'), [...products.slice(0, 6), 0.25, 0.5, 0.25, 0, 0, 1], 1)).toEqual([[0.25, 0.5, 0.25, 0, 0, 1]])
})

test('Grad-CAM without any evidence shows nothing', () => {
  expect(seen(layer('grad-cam'), [...products.slice(0, 6), 0, 0, 0, 0, 0, 0], 1)).toEqual([])
})
