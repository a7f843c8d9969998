import { describe, expect, it } from 'vitest'
import { epochAxis, niceAxis } from '../../../renderer/src/charts/axis.ts'
import { front } from '../../../renderer/src/charts/front.ts'
import { forestAxis } from '../../../renderer/src/charts/forest.ts'
import { beside, spread } from '../../../renderer/src/charts/labels.ts'
import { overSeeds } from '../../../renderer/src/charts/seeds.ts'
import { smooth } from '../../../renderer/src/charts/smooth.ts'
import { thin } from '../../../renderer/src/charts/thin.ts'

describe('smoothing', () => {
  it('is debiased: a constant stays a constant from the first point', () => {
    for (const value of smooth([3, 3, 3, 3], 0.8)) expect(value).toBeCloseTo(3, 12)
  })
  it('follows the formula of Adam', () => {
    const [first, second] = smooth([1, 2], 0.8)
    expect(first).toBeCloseTo(1, 12)
    expect(second).toBeCloseTo((0.8 * 0.2 * 1 + 0.2 * 2) / (1 - 0.64), 12)
  })
  it('breaks at an infinite loss and goes on after it', () => {
    const values = smooth([1, Infinity, 1], 0.8)
    expect(values[1]).toBeNaN()
    expect(values[2]).toBeCloseTo(1, 12)
  })
})

describe('thinning', () => {
  it('keeps a one-step spike and both ends', () => {
    const n = 10_000
    const y = Array.from({ length: n }, (_, i) => Math.sin(i / 500))
    y[7321] = 40
    y[222] = -40
    const kept = thin({ x: y.map((_, i) => i), y }, 300)
    expect(kept.x.length).toBeLessThanOrEqual(300)
    expect(Math.max(...kept.y)).toBe(40)
    expect(Math.min(...kept.y)).toBe(-40)
    expect([kept.x[0], kept.x.at(-1)]).toEqual([0, n - 1])
    expect([...kept.x].sort((a, b) => a - b)).toEqual(kept.x)
  })
  it('leaves a short series as it is', () => {
    const series = { x: [0, 1], y: [5, 6] }
    expect(thin(series, 10)).toBe(series)
  })
})

describe('mean over seeds', () => {
  it('gives the t interval of three seeds', () => {
    const band = overSeeds([{ x: [1], y: [60] }, { x: [1], y: [62] }, { x: [1], y: [67] }])
    expect(band.mean[0]).toBeCloseTo(63, 9)
    /** s = √13, t(.975, 2) = 4.3027, s/√3 = 2.0817 */
    expect(band.high[0]! - band.mean[0]!).toBeCloseTo(4.3027 * Math.sqrt(13 / 3), 3)
  })
  it('leaves out steps that a seed has not reached', () => {
    expect(overSeeds([{ x: [1, 2], y: [1, 2] }, { x: [1], y: [3] }]).x).toEqual([1])
  })
  it('has no width for one seed, and no seeds give nothing', () => {
    expect(overSeeds([{ x: [1], y: [5] }])).toMatchObject({ low: [5], high: [5], seeds: 1 })
    expect(overSeeds([]).x).toEqual([])
  })
  it('agrees with tables for many seeds', () => {
    /** t(.975, 40) = 2.0211 */
    const curves = Array.from({ length: 41 }, (_, i) => ({ x: [0], y: [i % 2] }))
    const values = curves.map((c) => c.y[0]!)
    const mean = values.reduce((a, b) => a + b) / 41
    const s = Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / 40)
    const band = overSeeds(curves)
    expect((band.high[0]! - band.mean[0]!) / (s / Math.sqrt(41))).toBeCloseTo(2.0211, 3)
  })
})

describe('axes', () => {
  it('are round, hold the data and stay in their bounds', () => {
    expect(niceAxis(10.2, 92, { max: 100 })).toEqual({ min: 0, max: 100, interval: 25 })
    expect(niceAxis(61.3, 64.9)).toEqual({ min: 61, max: 65, interval: 1 })
    const flat = niceAxis(5, 5)
    expect(flat.min).toBeLessThanOrEqual(5)
    expect(flat.max).toBeGreaterThan(5)
  })
  it('are whole even without data: ECharts never recovers from an axis whose minimum is above its maximum', () => {
    expect(niceAxis(Infinity, -Infinity, { min: 0, max: 100 })).toEqual({ min: 0, max: 100, interval: 25 })
    expect(niceAxis(100, 0)).toEqual({ min: 0, max: 1, interval: 0.25 })
  })
  it('count whole epochs', () => {
    expect(epochAxis(16)).toEqual({ min: 0, max: 16, interval: 4 })
    expect(epochAxis(3).interval).toBe(1)
    expect(epochAxis(300).interval).toBe(100)
  })
})

describe('words', () => {
  it('are moved apart as little as needed, inside the plot, without changing order', () => {
    const placed = spread([50, 52, 200, 201, 202], 14, 0, 210)
    const sorted = [...placed].sort((a, b) => a - b)
    expect(placed).toEqual(sorted)
    for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9)
    expect(placed[0]).toBeCloseTo(44)
    expect(placed.at(-1)).toBeLessThanOrEqual(210)
  })
  it('stay where they are when they do not touch', () => expect(spread([90, 10, 40], 14, 0, 100)).toEqual([90, 10, 40]))
  it('do not cover each other at points of one cost', () => {
    const area = { left: 0, top: 0, right: 400, bottom: 200 }
    const words = beside([{ x: 100, y: 100, width: 60 }, { x: 100, y: 104, width: 30 }, { x: 102, y: 108, width: 30 }], 14, area)
    const boxes = words.map((w, i) => { const width = [60, 30, 30][i]!; const left = w.align === 'left' ? w.x : w.x - width; return { left, right: left + width, top: w.y - 7, bottom: w.y + 7 } })
    for (const a of boxes) for (const b of boxes) if (a !== b) expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true)
  })
  it('turn to the left at the right edge', () => {
    expect(beside([{ x: 390, y: 50, width: 60 }], 14, { left: 0, top: 0, right: 400, bottom: 100 })[0]!.align).toBe('right')
  })
})

it('the front leaves out what something cheaper beats', () => {
  const points = [{ cost: 2, accuracy: 64 }, { cost: 2, accuracy: 90 }, { cost: 3, accuracy: 87 }, { cost: 1, accuracy: 50 }, { cost: 4, accuracy: 91 }]
  expect(front(points).map((p) => p.accuracy)).toEqual([50, 90, 91])
})

it('the forest axis always shows zero and holds every interval', () => {
  const axis = forestAxis([{ difference: 0.257, differenceInterval: { low: 0.228, high: 0.285 } }, { difference: -0.008, differenceInterval: { low: -0.029, high: 0.014 } }], 204)
  expect(axis.ticks.map((t) => t.points)).toEqual([0, 10, 20])
  expect(axis.zero).toBe(axis.at(0))
  for (const fraction of [-0.029, 0.285]) { expect(axis.at(fraction)).toBeGreaterThanOrEqual(0); expect(axis.at(fraction)).toBeLessThanOrEqual(204) }
})
