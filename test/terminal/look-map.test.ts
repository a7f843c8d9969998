/** What a terminal shades of a map: shares of places, whatever its heads, queries, extra keys and fineness. */
import { expect, test } from 'vitest'
import type { AttentionMap } from '../../preload/contract/inspect.ts'
import { pack } from '../../preload/contract/text.ts'
import { lookPlaces } from '../../main/terminal/look-map.ts'

const map = (keyGrid: [number, number], shape: [number, number, number], values: number[], more: Partial<AttentionMap> = {}): AttentionMap =>
  ({ layer: 'l', mechanism: 'm', kind: 'attention', heads: shape[0], queryGrid: null, keyGrid, extra: 0, weights: pack('f32', shape, Float32Array.from(values)), ...more })

test('the mean over heads and queries, without the class token', () => {
  expect(lookPlaces(map([1, 2], [2, 1, 3], [0.5, 0.5, 0, 0, 0.25, 0.75], { extra: 1 }))).toEqual([[0.5, 0.5]])
})

test('of signed evidence what speaks for the answer; nothing where nothing does', () => {
  expect(lookPlaces(map([1, 3], [1, 1, 3], [-0.5, 0.125, 0.375]))).toEqual([[0, 0.25, 0.75]])
  expect(lookPlaces(map([1, 2], [1, 1, 2], [-0.5, -0.5]))).toEqual([[0, 0]])
})

test('a map of pixels is drawn coarser, and loses nothing', () => {
  const places = lookPlaces(map([32, 50], [1, 1, 1600], Array.from({ length: 1600 }, (_, i) => (i === 1599 ? 3 : i === 0 ? 1 : 0))))
  expect([places.length, places[0]!.length]).toEqual([11, 17])
  expect([places[0]![0], places[10]![16]]).toEqual([0.25, 0.75])
})
