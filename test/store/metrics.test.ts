/** Curves: every spike survives down-sampling, whatever the number of points and however they came in. */
import fc from 'fast-check'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createMetrics } from '../../main/store/metrics.ts'
import { migrate } from '../../main/store/migrations/index.ts'

function fresh() {
  const db = new Database(':memory:')
  migrate(db)
  db.pragma('foreign_keys = OFF')
  return { db, metrics: createMetrics(db) }
}
const points = (from: number, values: number[]) => values.map((value, i) => ({ metric: 'm', step: from + i, value }))

test('a curve that fits is the points themselves', () => {
  const { metrics } = fresh()
  metrics.append('r', 1, points(0, [3, 1, 2]))
  metrics.append('r', 2, points(3, [5]))
  expect(metrics.curve('r', 'm', 10)).toEqual({ runId: 'r', metric: 'm', steps: [0, 1, 2, 3], values: [3, 1, 2, 5] })
  expect(metrics.curve('r', 'other', 10).steps).toEqual([])
})

test('down-sampled: at most maxPoints, points of the run, in order, with its first and last place, minimum and maximum', () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 10, max: 700 }), fc.integer({ min: 1, max: 3000 }), fc.integer(), fc.option(fc.integer({ min: 0, max: 8999 })),
    (n, maxPoints, batch, salt, cutAt) => {
      const { metrics } = fresh()
      const value = (step: number) => Math.sin(step * 12.9898 + salt) * 43758.5453 % 1
      const all = Array.from({ length: n }, (_, i) => value(i))
      for (let i = 0, seq = 1; i < n; i += batch, seq++) metrics.append('r', seq, points(i, all.slice(i, i + batch)))
      // Going on from an earlier step and doing the rest again leaves the same pyramid.
      if (cutAt !== null && cutAt < n) metrics.append('r', 10_000, points(cutAt, all.slice(cutAt)))
      const { steps, values } = metrics.curve('r', 'm', maxPoints)
      expect(steps.length).toBeLessThanOrEqual(maxPoints)
      steps.forEach((step, i) => {
        expect(values[i]).toBe(all[step])
        if (i > 0) expect(step).toBeGreaterThan(steps[i - 1]!)
      })
      expect(Math.min(...values)).toBe(Math.min(...all))
      expect(Math.max(...values)).toBe(Math.max(...all))
      expect(steps.at(-1)).toBe(n - 1)
    }), { numRuns: 60 })
})

test('every bucket keeps its own extremes', () => {
  const { metrics } = fresh()
  const n = 40_000
  const spikes = [17, 5_003, 20_011, 39_000]
  metrics.append('r', 1, points(0, Array.from({ length: n }, (_, i) => (spikes.includes(i) ? 100 + i : 0))))
  const { steps, values } = metrics.curve('r', 'm', 100)
  for (const spike of spikes) expect(values[steps.indexOf(spike)]).toBe(100 + spike)
})

test('a part of a curve: only points of its steps, in order, at most maxPoints, with its own extremes', () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 10, max: 700 }), fc.tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30_000 })), fc.integer(),
    (n, stride, maxPoints, ends, salt) => {
      const { metrics } = fresh()
      const value = (step: number) => Math.sin(step * 12.9898 + salt) * 43758.5453 % 1
      const all = Array.from({ length: n }, (_, i) => ({ metric: 'm', step: 3 + i * stride, value: value(i) }))
      metrics.append('r', 1, all)
      const [fromStep, toStep] = [Math.min(...ends), Math.max(...ends)]
      const wanted = all.filter(({ step }) => step >= fromStep && step <= toStep)
      const { steps, values } = metrics.curve('r', 'm', maxPoints, { fromStep, toStep })
      expect(steps.length).toBeLessThanOrEqual(maxPoints)
      if (!wanted.length) { expect(steps).toEqual([]); return }
      const byStep = new Map(wanted.map((point) => [point.step, point.value]))
      steps.forEach((step, i) => {
        expect(values[i]).toBe(byStep.get(step))
        if (i > 0) expect(step).toBeGreaterThan(steps[i - 1]!)
      })
      expect(Math.min(...values)).toBe(Math.min(...byStep.values()))
      expect(Math.max(...values)).toBe(Math.max(...byStep.values()))
      expect(steps.at(-1)).toBe(wanted.at(-1)!.step)
      if (wanted.length <= maxPoints) expect(steps).toEqual(wanted.map(({ step }) => step))
    }), { numRuns: 60 })
})

test('names what was measured of any of the runs, and nothing that was cut away', () => {
  const { metrics } = fresh()
  metrics.append('r', 1, [{ metric: 'train/loss', step: 1, value: 2 }, { metric: 'test/accuracy', step: 10, value: 0.5 }])
  metrics.append('s', 1, [{ metric: 'train/loss', step: 1, value: 2 }, { metric: 'attention/entropy', step: 1, value: 0.5 }])
  metrics.cutAfter('r', 5)
  expect(metrics.names(['r', 's', 'nobody'])).toEqual(['attention/entropy', 'train/loss'])
})

test('the points of an event are found by its seq, whole, across chunks', () => {
  const { metrics } = fresh()
  const sizes = [1, 600, 511, 3, 2000, 1]
  let step = 0
  sizes.forEach((size, i) => { metrics.append('r', i + 1, points(step, Array.from({ length: size }, (_, k) => i + k / 10_000))); step += size })
  for (let seq = 1; seq <= sizes.length; seq++) {
    const found = metrics.pointsOf('r', seq, seq)
    expect([...found.keys()]).toEqual([seq])
    expect(found.get(seq)!.map((p) => Math.floor(p.value))).toEqual(Array(sizes[seq - 1]).fill(seq - 1))
  }
  expect([...metrics.pointsOf('r', 2, 4)].map(([seq, list]) => [seq, list.length])).toEqual([[2, 600], [3, 511], [4, 3]])
})
