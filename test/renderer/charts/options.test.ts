import { describe, expect, it } from 'vitest'
import { beside } from '../../../renderer/src/charts/labels.ts'
import { costAccuracy } from '../../../renderer/src/charts/cost-accuracy.ts'
import { learningCurves, readAt, type CurveLine } from '../../../renderer/src/charts/learning-curves.ts'
import type { ChartTheme } from '../../../renderer/src/charts/theme.ts'

const theme: ChartTheme = { ink: '#000', ink2: '#222', ink3: '#444', line: '#eee', lineStrong: '#888', surface: '#fff', runs: ['#0', '#1', '#2', '#3', '#4', '#5', '#6', '#7'], band: 0.13, raw: 0.34, font: 'sans-serif', small: 11 }
const words = { xName: 'epoch', unit: '%', now: 'now' }
const axes = { x: { min: 0, max: 4, interval: 1 }, y: { min: 0, max: 100, interval: 25 } }
interface Drawn { type: string; data: unknown[]; color?: string; lineStyle?: { width: number; opacity?: number; type: unknown }; renderItem?: (params: unknown, api: unknown) => unknown }
const seriesOf = (option: unknown) => (option as { series: Drawn[] }).series
/** Coordinates of a plot of 400 × 200 px at (40, 26). */
const api = { coord: ([x, y]: [number, number]) => [40 + x * 100, 26 + (100 - y) * 2] }
const params = { coordSys: { x: 40, y: 26, width: 400, height: 200 } }

describe('learning curves', () => {
  const line: CurveLine = { name: 'Softmax pooling', slot: 2, line: { x: [1, 2, 4], y: [40, 80, 90] } }
  it('draws raw thin below the thick line in the colour and dash of the slot', () => {
    const [raw, thick] = seriesOf(learningCurves({ lines: [{ ...line, raw: [{ x: [1], y: [41] }] }], ...axes, ...words }, theme))
    expect(raw!.lineStyle).toMatchObject({ width: 0.8, opacity: 0.34, type: 'solid' })
    expect(thick!.lineStyle).toMatchObject({ width: 2, type: [7, 3] })
    expect(thick!.color).toBe('#2')
  })
  it('leaves a gap where a loss is not finite', () => {
    const [thick] = seriesOf(learningCurves({ lines: [{ ...line, line: { x: [1, 2], y: [3, Infinity] } }], ...axes, ...words }, theme))
    expect(thick!.data).toEqual(Float64Array.of(1, 3, 2, Number.NaN))
  })
  it('draws a band as one closed polygon', () => {
    const [band] = seriesOf(learningCurves({ lines: [{ ...line, band: { x: [1, 2], low: [30, 70], high: [50, 90] } }], ...axes, ...words }, theme))
    const shape = band!.renderItem!(params, api) as { shape: { points: number[][] }; style: { opacity: number } }
    expect(shape.shape.points).toEqual([[140, 126], [240, 46], [240, 86], [140, 166]])
    expect(shape.style.opacity).toBe(0.13)
  })
  it('puts words beside the end, apart, and "now" on a running line', () => {
    const lines: CurveLine[] = [line, { name: 'Non-local', slot: 3, line: { x: [4], y: [90.5] } }, { name: 'SE', slot: 5, line: { x: [1, 2], y: [20, 30] }, live: true }]
    const label = seriesOf(learningCurves({ lines, ...axes, ...words }, theme)).at(-1)!
    const texts = (label.renderItem!(params, api) as { children: { type: string; style: { text: string; x: number; y: number } }[] }).children.filter((c) => c.type === 'text').map((c) => c.style)
    expect(texts.map((t) => t.text).sort()).toEqual(['Non-local', 'SE, now', 'Softmax pooling'])
    const at = Object.fromEntries(texts.map((t) => [t.text, t]))
    expect(Math.abs(at['Non-local']!.y - at['Softmax pooling']!.y)).toBeGreaterThanOrEqual(15 - 1e-9)
    expect(at['Non-local']!.x).toBeGreaterThan(440)
    expect(at['SE, now']!.x).toBeLessThan(440)
  })
  it('cuts a long name, and keeps "now"', () => {
    const name = 'Wider, as many parameters as Non-local block'
    const label = seriesOf(learningCurves({ lines: [{ ...line, name }, { ...line, name, live: true }], ...axes, ...words }, theme)).at(-1)!
    const texts = (label.renderItem!(params, api) as { children: { type: string; style: { text: string } }[] }).children.flatMap((c) => (c.type === 'text' ? [c.style.text] : []))
    expect(texts[0]).toMatch(/^Wider, .+….*local block$/)
    expect(texts[1]).toMatch(/^Wider, .+….*block, now$/)
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(30)
  })
  it('reads values at the cursor, and nothing after a line has ended', () => {
    const ended: CurveLine = { name: 'SE', slot: 5, line: { x: [1, 2], y: [20, 30] } }
    expect(readAt([line, ended], 1.9).map((r) => r.value)).toEqual([80, 30])
    expect(readAt([line, ended], 3.6).map((r) => r.name)).toEqual(['Softmax pooling'])
  })
  it('has nothing to draw without points, and does not fail', () => {
    expect(() => seriesOf(learningCurves({ lines: [{ name: 'x', slot: 1, line: { x: [], y: [] }, live: true }], ...axes, ...words }, theme))).not.toThrow()
  })
})

describe('cost and accuracy', () => {
  const points = [{ name: 'Plain', slot: 0, cost: 2, accuracy: 64, low: 63, high: 65 }, { name: 'Pool', slot: 2, cost: 2, accuracy: 90, low: null, high: null }, { name: 'Wide', slot: 7, cost: 3, accuracy: 68, low: 66, high: 70 }]
  it('steps along what nothing cheaper beats', () => {
    const [line] = seriesOf(costAccuracy({ points, xName: 'MACs', unit: '%' }, theme))
    expect(line!.data.slice(0, 2)).toEqual([[2, 60], [2, 90]])
  })
  it('draws an interval only where there is one', () => {
    const marks = seriesOf(costAccuracy({ points, xName: 'MACs', unit: '%' }, theme))[1]!
    const children = (marks.renderItem!(params, api) as { children: { type: string }[] }).children
    expect(children.filter((c) => c.type === 'line')).toHaveLength(2)
    expect(children.filter((c) => c.type === 'path')).toHaveLength(3)
  })
  it('shows what is left without attention as an open ring, where there is room for it, and the spread of what was measured', () => {
    const drawn = (point: object) => { const marks = seriesOf(costAccuracy({ points: [{ ...points[0]!, low: null, high: null, ...point }], xName: 'MACs', unit: '%' }, theme))[1]!; return (marks.renderItem!(params, api) as { children: { type: string; shape?: unknown }[] }).children }
    expect(drawn({ own: 1 }).find((c) => c.type === 'circle')!.shape).toEqual({ cx: 140, cy: 98, r: 3 })
    expect(drawn({ own: 1.99 }).filter((c) => c.type === 'circle')).toEqual([])
    expect(drawn({ costLow: 1.5, costHigh: 3 }).find((c) => c.type === 'line')!.shape).toEqual({ x1: 190, y1: 98, x2: 340, y2: 98 })
  })
  it('has a logarithmic axis that holds every cost', () => {
    const { xAxis } = costAccuracy({ points: points.map((p) => ({ ...p, own: p.cost / 10 })), xName: 'MACs', unit: '%', logX: true }, theme) as { xAxis: { type: string; min: number; max: number } }
    expect([xAxis.type, xAxis.min, xAxis.max]).toEqual(['log', 0.2, 5])
  })
  it('has empty axes without points', () => {
    expect(seriesOf(costAccuracy({ points: [], xName: 'MACs', unit: '%' }, theme))[0]!.data).toEqual([])
  })
})

it('words keep off the front', () => {
  const front = [{ left: 100, right: 400, top: 49, bottom: 51 }]
  const word = beside([{ x: 100, y: 50, width: 60 }], 14, { left: 0, top: 0, right: 400, bottom: 100 }, front)[0]!
  expect(word.align === 'right' || Math.abs(word.y - 50) >= 8).toBe(true)
})
