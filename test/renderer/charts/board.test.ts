/** What the charts of a page share: units along x, axes, the zoom, what is kept of a user's choices. */
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { alongAxis, clock, worthOf, writeAlong } from '../../../renderer/src/charts/along.ts'
import { cutAxis, logAxis } from '../../../renderer/src/charts/axis.ts'
import { plain, readSettings, useBoard } from '../../../renderer/src/charts/board.ts'
import { moved, within } from '../../../renderer/src/charts/linked.ts'
import { basesOf, layersOf, metricOf } from '../../../renderer/src/charts/metrics.ts'

const pace = { stepsPerEpoch: 24, batch: 50, imagesPerSecond: 500 }

describe('along the x axis', () => {
  it('a step is worth a part of an epoch, a batch of images, or seconds at the speed of the run', () => {
    expect([worthOf('step', pace), worthOf('epoch', pace), worthOf('images', pace), worthOf('time', pace)]).toEqual([1, 1 / 24, 50, 0.1])
  })
  it('time is not known before any speed was measured', () => expect(worthOf('time', { ...pace, imagesPerSecond: null })).toBeNull())
  it('seconds read as a clock', () => {
    expect([clock(0), clock(75), clock(4000), clock(2.5), writeAlong('time', 59.6)]).toEqual(['0:00', '1:15', '1:06:40', '0:02.5', '1:00'])
  })
  it('has round ticks: whole epochs, the steps of a clock, round values inside a zoom', () => {
    expect(alongAxis('epoch', 0, 16, { cut: false, log: false })).toMatchObject({ max: 16, interval: 4 })
    expect(alongAxis('time', 0, 400, { cut: false, log: false }).ticks).toEqual([0, 120, 240, 360])
    expect(alongAxis('epoch', 3.17, 8.31, { cut: true, log: false })).toMatchObject({ min: 3.17, max: 8.31, ticks: [4, 6, 8] })
    expect(alongAxis('step', 0, 384, { cut: false, log: false })).toMatchObject({ min: 0, max: 384, ticks: [0, 100, 200, 300] })
    expect(cutAxis(0.1, 0.3).ticks).toEqual([0.1, 0.15, 0.2, 0.25, 0.3])
  })
})

describe('a logarithmic axis', () => {
  it('holds the data between ticks of 1, 2 and 5, or of whole decades where there are many', () => {
    expect(logAxis(0.3, 2.4)).toMatchObject({ min: 0.2, max: 5, ticks: [0.2, 0.5, 1, 2, 5], log: true })
    expect(logAxis(0.0004, 900)).toMatchObject({ min: 0.0001, max: 1000 })
    expect(logAxis(0.0004, 900).ticks!.every((tick) => Number.isInteger(Math.log10(tick)))).toBe(true)
  })
  it('keeps the ends of a zoom, and has labels even between two ticks', () => {
    const narrow = logAxis(2.1, 2.4, true)
    expect([narrow.min, narrow.max]).toEqual([2.1, 2.4])
    expect(narrow.ticks!.length).toBeGreaterThanOrEqual(2)
  })
  it('of one value, and of none, is still an axis', () => {
    expect(logAxis(2, 2)).toMatchObject({ min: 2, max: 5 })
    expect(logAxis(Infinity, -Infinity)).toMatchObject({ min: 1, max: 10 })
    expect(logAxis(0, 5)).toMatchObject({ min: 1, max: 10 })
  })
})

it('a logarithmic x axis begins where the curves do, once that is known in its unit', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  const board = useBoard('run', () => 'digits', ['test/accuracy'], () => [pace], () => 240)
  const ends = async () => { await nextTick(); return board.linked.ends.value }
  board.beginAt(1)
  expect(await ends()).toEqual({ from: 0, to: 10 })
  board.change({ logX: true })
  expect(await ends()).toEqual({ from: 1, to: 10 })
  board.change({ along: 'step' })
  expect(await ends()).toEqual({ from: 1, to: 240 })
  board.beginAt(24)
  expect(await ends()).toEqual({ from: 24, to: 240 })
  board.beginAt(240)
  expect(await ends()).toEqual({ from: 1, to: 240 })
  vi.unstubAllGlobals()
})

describe('a zoom', () => {
  const ends = { from: 0, to: 100 }
  it('stays within the ends, whichever way it was dragged', () => {
    expect(within({ from: 60, to: 20 }, ends)).toEqual({ from: 20, to: 60 })
    expect(within({ from: -50, to: 30 }, ends)).toEqual({ from: 0, to: 30 })
  })
  it('of everything is none', () => expect(within({ from: -1, to: 101 }, ends)).toBeNull())
  it('never becomes empty', () => {
    const thin = within({ from: 40, to: 40 }, ends)!
    expect(thin.to - thin.from).toBeCloseTo(0.01)
    expect(within({ from: 120, to: 130 }, ends)!.to).toBe(100)
  })
  it('moves and stops at the ends with its width', () => {
    expect(moved({ from: 20, to: 30 }, 5, ends)).toEqual({ from: 25, to: 35 })
    expect(moved({ from: 20, to: 30 }, 500, ends)).toEqual({ from: 90, to: 100 })
    expect(moved({ from: 20, to: 30 }, -500, ends)).toEqual({ from: 0, to: 10 })
  })
})

describe('metrics', () => {
  const names = ['attention/entropy@stage10/se', 'attention/entropy', 'attention/entropy@stage3/se', 'zz/new', 'test/accuracy', 'train/loss']
  it('are told apart by their layer, the usual ones first', () => {
    expect(basesOf(names)).toEqual(['train/loss', 'test/accuracy', 'attention/entropy', 'zz/new'])
    expect(layersOf(names)).toEqual(['stage3/se', 'stage10/se'])
    expect(metricOf('attention/entropy@stage3/se')).toMatchObject({ base: 'attention/entropy', layer: 'stage3/se', bounds: { min: 0, max: 1 } })
  })
  it('of a newer Fovea are drawn as they come', () => expect(metricOf('zz/new')).toMatchObject({ scale: 1, unit: '', everyStep: false }))
})

describe('what is kept of a user’s choices', () => {
  it('comes back whole', () => {
    const chosen = { ...plain(['train/loss']), along: 'time' as const, logY: true, smoothing: 0, pinned: ['train/loss'], layer: 'stage3/se' }
    expect(readSettings(JSON.stringify(chosen), ['test/accuracy'])).toEqual(chosen)
  })
  it.each([[null], ['{'], ['null'], ['7'], ['{"along":"weeks","smoothing":2,"shown":"all","pinned":[3],"logX":1}'], ['{"shown":[]}']])('%s is the page as it was made', (text) => {
    expect(readSettings(text, ['test/accuracy'])).toEqual(plain(['test/accuracy']))
  })
})
