import { expect, it, describe } from 'vitest'
import { outline } from '../../main/reports/svg/attention.ts'
import { front } from '../../main/reports/svg/cost-accuracy.ts'
import { learningCurves } from '../../main/reports/svg/learning-curves.ts'
import { cellLook, halfOfTheLook, maculaColour } from '../../main/reports/svg/macula.ts'
import { placeLabels } from '../../main/reports/svg/place-labels.ts'
import { linear, rounded, spread, ticksBetween, wholeTicks } from '../../main/reports/svg/scale.ts'

describe('macula', () => {
  it('goes through its nine stops', () => expect([0, 0.125, 0.5, 1].map(maculaColour)).toEqual(['#2b1e66', '#542977', '#d3546a', '#faea89']))
  it('draws nothing at the even share and below, and the whole scale above', () => {
    expect(cellLook(1 / 64, 64)).toBeNull()
    expect(cellLook(0, 64)).toBeNull()
    expect(cellLook(1, 64)!.alpha).toBeCloseTo(0.84, 12)
    expect(cellLook(8 / 64, 64)!.t).toBeCloseTo(0.5, 12)
    expect(cellLook(8 / 64, 64)!.alpha).toBeCloseTo(0.59, 12)
  })
  it('takes the fewest cells that hold half', () => {
    expect([...halfOfTheLook([0.1, 0.3, 0.25, 0.35])].sort()).toEqual([1, 3])
    expect([...halfOfTheLook([0.6, 0.4])]).toEqual([0])
    expect(halfOfTheLook([0, 0]).size).toBe(0)
  })
  it('outlines cells without inner edges', () => expect(outline(new Set([0, 1]), [2, 2], 4, 4)).toBe('M0 0h2M0 2h2M0 0v2M2 0h2M2 2h2M4 0v2'))
})

describe('scales', () => {
  it('has round ticks', () => {
    expect(ticksBetween(-10, 30, 4)).toEqual([-10, 0, 10, 20, 30])
    expect(ticksBetween(0.1, 0.34, 5)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3])
    expect(rounded(-3, 26.3, 4)).toEqual([-10, 30])
  })
  it('has whole ticks for epochs, with both ends', () => {
    expect(wholeTicks(1, 16, 6)).toEqual([1, 5, 10, 16])
    expect(wholeTicks(1, 3, 6)).toEqual([1, 2, 3])
    expect(wholeTicks(1, 1, 6)).toEqual([1])
  })
  it('maps and widens a point', () => {
    expect(linear([0, 10], [0, 100])(2.5)).toBe(25)
    expect(linear([3, 3], [0, 100])(3)).toBe(50)
  })
  it('spreads labels in order and keeps them inside', () => {
    const out = spread([50, 51, 10, 99], 10, 0, 100)
    expect(out).toEqual([50, 60, 10, 99])
    expect(spread([99, 99, 99], 10, 0, 100)).toEqual([80, 90, 100])
  })
})

it('the front holds what nothing cheaper beats', () => {
  const point = (name: string, macs: number, accuracy: number) => ({ name, slot: 0, macs, accuracy, low: 0, high: 0 })
  expect(front([point('b', 2, 60), point('a', 1, 64), point('d', 3, 70), point('c', 2, 66)]).map((p) => p.name)).toEqual(['a', 'c', 'd'])
})

it('labels of points at one place do not cover each other', () => {
  const placed = placeLabels([{ x: 50, y: 50, name: 'Plain' }, { x: 50, y: 51, name: 'SE' }, { x: 51, y: 50, name: 'ECA' }], { left: 0, right: 200, top: 0, bottom: 100 })
  expect(new Set(placed.map((p) => `${p.anchor}${Math.round(p.y / 12)}`)).size).toBe(3)
})

describe('learning curves', () => {
  const words = { unit: '%', xName: 'epoch', label: 'curves' }
  const draw = (name: string, low: number, high: number) => String(learningCurves([{ name, slot: 1, points: [{ x: 1, mean: 50, low, high }, { x: 2, mean: 60, low: low + 5, high: 62 }] }], words))
  const bounds = (drawing: string) => /data-y="([^"]*)"/.exec(drawing)![1]!.split(' ').map(Number)

  it('hold the intervals whole', () => expect(bounds(draw('SE', 20, 80)).slice(2)).toEqual([20, 80]))
  it('do not make room for intervals that are not drawn', () => {
    const curve = (slot: number, low: number, high: number) => ({ name: 'SE', slot, points: [{ x: 1, mean: 90, low, high }, { x: 2, mean: 90, low, high }] })
    expect(bounds(String(learningCurves([curve(1, 88, 92), curve(99, 10, 100)], words))).slice(2)).toEqual([86, 92])
  })
  it('cut an interval past 0 % where the axis ends, at the place it passes', () => {
    const drawing = draw('SE', -10, 80)
    const [bottom, top, from, to] = bounds(drawing)
    expect([from, to]).toEqual([0, 80])
    const place = (value: number) => Math.round((bottom! + (value / to!) * (top! - bottom!)) * 100) / 100
    expect(/class="band"/.test(drawing) && /d="M([^"]*)Z"/.exec(drawing)![1]!.split('L').map((p) => Number(p.split(' ')[1]))).toEqual([80, 62, -5, -10].map(place))
  })
  it('cut a long name, and say it whole to who points at it', () => {
    const name = 'Wider, as many parameters as Non-local block'
    expect(draw(name, 40, 60)).toContain(`<title>${name}</title>Wider, as ma…-local block</text>`)
    expect(draw('SE', 40, 60)).toContain('<title>SE</title>SE</text>')
  })
})
