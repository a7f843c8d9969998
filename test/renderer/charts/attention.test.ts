import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { pack } from '../../../preload/contract/text.ts'
import type { AttentionMap } from '../../../preload/contract/inspect.ts'
import { cellAt, forAndAgainst, sizes, viewOf } from '../../../renderer/src/charts/attention-view.ts'
import { mapPixels } from '../../../renderer/src/charts/pixels.ts'
import { agreement, entropy, halfOfLook, outline, placeOfCells } from '../../../renderer/src/charts/look.ts'
import { colourAt, fromOklab, heat, oklab, placeOf, shade, signedHeat, signedStops, stops } from '../../../renderer/src/charts/macula.ts'

describe('the map macula', () => {
  it('goes through its nine stops', () => {
    stops.forEach((stop, i) => {
      const hex = colourAt(i / 8).map((c) => c.toString(16).padStart(2, '0')).join('')
      expect(`#${hex}`).toBe(stop)
    })
  })
  it('has the stops of the tokens', () => {
    const css = readFileSync(new URL('../../../renderer/src/ui/tokens.css', import.meta.url), 'utf8')
    stops.forEach((stop, i) => expect(css.replace(/\s/g, '').toLowerCase()).toContain(`--map-${i}:${stop}`))
  })
  it('grows lighter all the way', () => {
    let before = -1
    for (let t = 0; t <= 1.0001; t += 0.02) {
      const [lightness] = oklab(colourAt(t).map((c) => c / 255) as [number, number, number])
      expect(lightness).toBeGreaterThan(before)
      before = lightness
    }
  })
  it('goes to OKLab and back', () => {
    const [l, a, b] = oklab([1, 0, 0])
    expect([l, a, b].map((v) => Number(v.toFixed(3)))).toEqual([0.628, 0.225, 0.126])
    fromOklab([l, a, b]).forEach((c, i) => expect(c).toBeCloseTo([1, 0, 0][i]!, 4))
  })
  it('paints nothing up to even, then .34 to .84', () => {
    expect(heat(1, 64)[3]).toBe(0)
    expect(heat(0, 64)[3]).toBe(0)
    expect(heat(1.0001, 64)[3]).toBeCloseTo(0.34, 3)
    expect(heat(8, 64)[3]).toBeCloseTo(0.59, 9)
    expect(heat(64, 64).slice(0, 3)).toEqual(colourAt(1))
    expect(heat(64, 64)[3]).toBeCloseTo(0.84, 9)
    expect(placeOf(8, 64)).toBeCloseTo(0.5, 9)
  })
  it('darkens what is not looked at in spotlight', () => {
    expect(shade(0.2, 64)).toBe(0.86)
    expect(shade(64, 64)).toBeCloseTo(0, 9)
  })
})

describe('the look', () => {
  it('half of it is in the fewest cells', () => {
    expect([...halfOfLook([0.1, 0.4, 0.2, 0.3])]).toEqual([1, 3])
    expect([...halfOfLook([0.05, 0.6, 0.35])]).toEqual([1])
    expect(halfOfLook([0.25, 0.25, 0.25, 0.25]).size).toBe(2)
    expect(halfOfLook([0, 0]).size).toBe(0)
  })
  it('spread is 1 when even, 0 in one cell', () => {
    expect(entropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(1, 9)
    expect(entropy([0, 1, 0, 0])).toBe(0)
    expect(entropy([0.5, 0.5, 0, 0])).toBeCloseTo(0.5, 9)
    expect(entropy([0, 0])).toBeNull()
  })
  it('the outline has no edge between two cells inside', () => {
    expect(outline(new Set([0]), 1, 2).match(/M/g)).toHaveLength(4)
    expect(outline(new Set([0, 1]), 1, 2).match(/M/g)).toHaveLength(6)
    expect(outline(new Set([4]), 3, 3)).toBe('M1 1h1M1 1v1M2 1v1M1 2h1')
  })
  it('says where it is', () => {
    expect(placeOfCells(new Set([6]), 3, 3)).toBe('lower left')
    expect(placeOfCells(new Set([0, 8]), 3, 3)).toBe('middle')
    expect(placeOfCells(new Set(), 3, 3)).toBeNull()
  })
  it('heads agree from 0 to 1', () => {
    expect(agreement([[1, 0], [1, 0]])).toBe(1)
    expect(agreement([[1, 0], [0, 1]])).toBe(0)
    expect(agreement([[1, 0]])).toBeNull()
  })
})

describe('views of a map', () => {
  const map = (heads: number, queries: number, keys: number, values: number[], rest: Partial<AttentionMap>): AttentionMap => ({
    layer: 'stage3', mechanism: 'multi-head', kind: 'attention', heads, queryGrid: null, keyGrid: [1, 2], extra: 0,
    weights: pack('f32', [heads, queries, keys], Float32Array.from(values)), ...rest,
  })
  const self = map(2, 2, 2, [1, 0, 0.5, 0.5, 0, 1, 0.5, 0.5], { queryGrid: [1, 2] })
  it('means over heads and queries are times even', () => expect([...viewOf(self, null, null).even]).toEqual([1, 1]))
  it('one head, one query', () => expect([...viewOf(self, 0, 0).even]).toEqual([2, 0]))
  it('a map with one query ignores the cursor', () => expect([...viewOf(map(1, 1, 2, [0.75, 0.25], {}), null, 1).even]).toEqual([1.5, 0.5]))
  it('the class token asks, and its own key is no place', () => {
    const cls = map(1, 3, 3, [0.5, 0.25, 0.25, 0, 1, 0, 0, 0, 1], { queryGrid: [1, 2], extra: 1 })
    const view = viewOf(cls, null, null)
    expect([...view.even]).toEqual([0.75, 0.75])
    expect(view.elsewhere).toBe(0.5)
    expect([...viewOf(cls, null, 1).even]).toEqual([0, 3])
  })
  it('finds the cell under a point, edges included', () => {
    expect(cellAt([2, 4], 0.99, 0.2)).toBe(3)
    expect(cellAt([2, 4], 1, 1)).toBe(7)
  })
})

describe('signed maps', () => {
  const map: AttentionMap = { layer: 'integrated-gradients', mechanism: 'integrated-gradients', kind: 'integrated-gradients', heads: 1, queryGrid: null, keyGrid: [2, 2], extra: 0, weights: pack('f32', [1, 1, 4], Float32Array.of(0.5, -0.25, 0.125, -0.125)) }
  const view = viewOf(map, null, null)
  it('keep the sign of each cell, in times even', () => {
    expect([view.signed, ...view.even]).toEqual([true, 2, -1, 0.5, -0.5])
    expect([...sizes(view)]).toEqual([2, 1, 0.5, 0.5])
    expect(forAndAgainst(view)).toEqual({ pro: 0.625, contra: 0.375 })
    expect(forAndAgainst({ ...view, even: new Float32Array(4) })).toBeNull()
  })
  it('are painted alike on both sides of 0, nothing in the middle', () => {
    expect(signedHeat(0.9, 4)[3]).toBe(0)
    expect(signedHeat(-1, 4)[3]).toBe(0)
    expect(signedHeat(2, 4)[3]).toBeCloseTo(signedHeat(-2, 4)[3], 12)
    const hex = (e: number) => `#${signedHeat(e, 4).slice(0, 3).map((c) => c.toString(16).padStart(2, '0')).join('')}`
    expect([hex(4), hex(-4), hex(2), hex(-2)]).toEqual([signedStops.pro[2], signedStops.contra[2], signedStops.pro[1], signedStops.contra[1]])
    expect([...mapPixels(view, 'heat', 4)!.data].filter((_, i) => i % 4 === 3).map((alpha) => alpha > 0)).toEqual([true, false, false, false])
    expect([...mapPixels(view, 'spotlight', 4)!.data].filter((_, i) => i % 4 === 3)[1]).toBe(Math.round(0.86 * 255))
  })
  it('have their colours among the tokens', () => {
    const css = readFileSync(new URL('../../../renderer/src/ui/tokens.css', import.meta.url), 'utf8')
    const line = /--map-signed:([^;]+)/.exec(css)![1]!
    for (const stop of [...signedStops.pro, ...signedStops.contra]) expect(line).toContain(stop)
  })
})
