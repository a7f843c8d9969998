/** From the history to lines: single runs, means over seeds, costs, tables and files. */
import { describe, expect, it } from 'vitest'
import { csvText } from '../../../preload/contract/csv.ts'
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { costOf } from '../../../renderer/src/charts/costs.ts'
import { firstOf, lineOfRun, lineOfSeeds, onOneGrid } from '../../../renderer/src/charts/curve-lines.ts'
import { curveNumbers, curveTable } from '../../../renderer/src/charts/curve-table.ts'
import { end, learningCurves, readable, readAt } from '../../../renderer/src/charts/learning-curves.ts'
import { metricOf } from '../../../renderer/src/charts/metrics.ts'
import { smooth } from '../../../renderer/src/charts/smooth.ts'
import type { ChartTheme } from '../../../renderer/src/charts/theme.ts'

const look = { name: 'SE', slot: 2 }
const loss = metricOf('train/loss')
const accuracy = metricOf('test/accuracy')

describe('a run as a line', () => {
  it('has every step raw below and the smoothed one above, in the unit of the axis', () => {
    const line = lineOfRun(look, { steps: [1, 2, 4], values: [3, 1, 2], worth: 0.5 }, loss, 0.8)!
    expect(line.raw).toEqual([{ x: [0.5, 1, 2], y: [3, 1, 2] }])
    expect(line.line.y).toEqual(smooth([3, 1, 2], 0.8))
  })
  it('not smoothed is the points themselves', () => {
    const line = lineOfRun(look, { steps: [1, 2], values: [3, 1], worth: 1 }, loss, 0)!
    expect([line.raw, line.line.y]).toEqual([undefined, [3, 1]])
  })
  it('an evaluation is never smoothed, and a share is drawn in per cent', () => {
    expect(lineOfRun(look, { steps: [24, 48], values: [0.5, 0.75], worth: 1 / 24 }, accuracy, 0.9)).toMatchObject({ line: { x: [1, 2], y: [50, 75] } })
  })
  it('without points is none', () => expect(lineOfRun(look, { steps: [], values: [], worth: 1 }, loss, 0.8)).toBeNull())
  it('keeps a spike of one step among many', () => {
    const values = Array.from({ length: 9000 }, (_, i) => (i === 4321 ? 99 : 1))
    expect(Math.max(...lineOfRun(look, { steps: values.map((_, i) => i), values, worth: 1 }, loss, 0.8)!.raw![0]!.y)).toBe(99)
  })
})

describe('seeds as a line', () => {
  it('end where the axis ends, not beyond by a rounding', () => {
    const seeds = [1, 2, 3].map(() => ({ steps: [10, 20], values: [0.5, 0.6], worth: 0.1 }))
    expect(lineOfSeeds(look, seeds, accuracy, 0.8)!.line.x.at(-1)).toBe(2)
  })
  it('are their mean and its interval, kept within what the metric can be', () => {
    const line = lineOfSeeds(look, [{ steps: [10], values: [0.98], worth: 0.1 }, { steps: [10], values: [1], worth: 0.1 }], accuracy, 0.8)!
    expect(line.line).toEqual({ x: [1], y: [99] })
    // t(.975, 1) · s/√2 with s = √2 points: 12.7062
    expect(line.band!.low[0]).toBeCloseTo(99 - 12.7062, 3)
    expect(line.band!.high[0]).toBe(100)
  })
  it('of every step are smoothed first, then read at the same places, with every seed below', () => {
    const line = lineOfSeeds(look, [{ steps: [0, 10], values: [2, 2], worth: 1 }, { steps: [0, 4, 10], values: [4, 4, 4], worth: 1 }], loss, 0.5)!
    expect(line.raw).toHaveLength(2)
    for (const y of line.line.y) expect(y).toBeCloseTo(3, 9)
    expect([line.line.x[0], line.line.x.at(-1)]).toEqual([0, 10])
  })
  it('one seed has no band; none is no line', () => {
    expect(lineOfSeeds(look, [{ steps: [1], values: [0.5], worth: 1 }], accuracy, 0.8)!.band).toBeUndefined()
    expect(lineOfSeeds(look, [{ steps: [], values: [], worth: 1 }], accuracy, 0.8)).toBeNull()
  })
  it('are read between their points, as far as all of them go, past values that are not finite', () => {
    const [first, second] = onOneGrid([{ x: [0, 10], y: [0, 10] }, { x: [0, 5, 6], y: [1, Number.NaN, 7] }])
    expect(first!.x.at(-1)).toBe(6)
    first!.x.forEach((x, i) => { expect(first!.y[i]).toBeCloseTo(x, 9); expect(second!.y[i]).toBeCloseTo(1 + x, 9) })
    expect(onOneGrid([{ x: [0], y: [Number.NaN] }, { x: [0], y: [1] }])).toEqual([])
  })
})

it('a line beyond the colours is grey and wordless, and keeps its name for readout and files', () => {
  const [coloured, grey] = readable([{ ...look, line: { x: [1], y: [1] } }, { name: 'Ninth', slot: 8, line: { x: [1], y: [2] } }])
  expect([coloured!.wordless, grey!.wordless]).toEqual([undefined, true])
  expect(readAt([grey!], 1)[0]!.name).toBe('Ninth')
  const option = learningCurves({ lines: [coloured!, grey!], x: { min: 0, max: 2, interval: 1 }, y: { min: 0, max: 2, interval: 1 }, xName: '', unit: '', now: '' }, { ink: '', ink2: '', ink3: '', line: '', lineStrong: '', surface: '', runs: [], band: 0.1, raw: 0.3, font: '', small: 11 }) as { series: { renderItem(params: unknown, api: unknown): { children: { type: string; style: { text: string } }[] } }[] }
  const words = option.series.at(-1)!.renderItem({ coordSys: { x: 0, y: 0, width: 100, height: 100 } }, { coord: (at: number[]) => at }).children.filter(({ type }) => type === 'text')
  expect(words.map(({ style }) => style.text)).toEqual(['SE'])
})

it('the baseline, the chosen one and the first of the table are drawn to begin with', () => {
  expect(firstOf(['base', 'a', 'b', 'c', 'd', 'e'], 'e', 4)).toEqual(['base', 'e', 'a', 'b'])
})

describe('where a line ends in sight', () => {
  const line = { ...look, line: { x: [1, 2, 3, 4], y: [10, 20, Number.NaN, 40] } }
  it('is its last point, or where it leaves', () => {
    expect(end(line, { min: 0, max: 9 })).toEqual([4, 40])
    expect(end(line, { min: 0, max: 3 })).toEqual([3, 30])
  })
  it('is nowhere for one that ended before or begins after', () => {
    expect(end(line, { min: 5, max: 9 })).toBeNull()
    expect(end(line, { min: 0, max: 0.5 })).toBeNull()
  })
})

it('what a logarithmic axis cannot show leaves a gap, and a band stops at its foot', () => {
  const theme: ChartTheme = { ink: '', ink2: '', ink3: '', line: '', lineStrong: '', surface: '', runs: [], band: 0.1, raw: 0.3, font: '', small: 11 }
  const option = learningCurves({
    lines: [{ ...look, line: { x: [0, 1, 2], y: [3, 0, 5] }, band: { x: [1, 2], low: [-2, 4], high: [2, 6] } }],
    x: { min: 1, max: 2, interval: 1, log: true }, y: { min: 0.5, max: 10, interval: 1, log: true }, xName: '', unit: '', now: '',
  }, theme) as { series: { data: unknown; renderItem?: (params: unknown, api: unknown) => { shape: { points: number[][] } } }[]; xAxis: { type: string } }
  expect(option.xAxis.type).toBe('log')
  expect(option.series[1]!.data).toEqual(Float64Array.of(1, Number.NaN, 1, Number.NaN, 2, 5))
  expect(option.series[0]!.renderItem!({}, { coord: (at: number[]) => at }).shape.points).toEqual([[1, 2], [2, 6], [2, 4], [1, 0.5]])
})

it('the readout finds the nearest point of a long line', () => {
  const x = Array.from({ length: 5000 }, (_, i) => i * 2)
  expect(readAt([{ ...look, line: { x, y: x.map((value) => value * 10) } }], 7777.2)[0]).toMatchObject({ x: 7778, value: 77_780 })
})

describe('as numbers', () => {
  const lines = [{ ...look, line: { x: [1, 2], y: [40, 50] }, band: { x: [1, 2], low: [38, 47], high: [42, 53] } }, { name: 'ECA', slot: 3, line: { x: [2], y: [60] } }]
  const words = { along: 'epoch', unit: '%', writeX: String, writeY: (y: number) => y.toFixed(1) }
  it('a table has a row for each place in sight, and nothing where a line has nothing', () => {
    expect(curveTable(lines, { ...words, range: { from: 0, to: 9 } })).toEqual({ head: ['epoch', 'SE, %', 'ECA, %'], rows: [['1', '40.0 ± 2.0', ''], ['2', '50.0 ± 3.0', '60.0']] })
    expect(curveTable(lines, { ...words, range: { from: 1.5, to: 9 } }).rows).toHaveLength(1)
  })
  it('a file has every point, and its kind', () => {
    const kinds = { raw: 'raw', smooth: 'smoothed', mean: 'mean', value: 'value' }
    const rows = curveNumbers([...lines, { name: '=1', slot: 4, raw: [{ x: [1], y: [7] }], line: { x: [1], y: [6] } }], ['line', 'kind', 'x', 'y', 'low', 'high'], kinds)
    expect(rows.slice(1)).toEqual([['SE', 'mean', 1, 40, 38, 42], ['SE', 'mean', 2, 50, 47, 53], ['ECA', 'value', 2, 60, null, null], ['=1', 'raw', 1, 7, null, null], ['=1', 'smoothed', 1, 6, null, null]])
    expect(csvText(rows)).toContain("'=1,raw,1,7,,")
  })
})

describe('what a variant costs', () => {
  const row = { variantId: 'se', seconds: 12, cost: { parameters: 19_500, macs: 2e6, macsWithoutAttentionProducts: 2e6, attentionShare: 0.25, activationBytes: 5e6 } } as ResultRow
  const latency = (milliseconds: number) => ({ variantId: 'se', measures: { faithfulness: null, latency: { milliseconds, low: milliseconds - 1, high: milliseconds + 2, passes: 30, device: 'CPU' } } })
  it('is counted in five ways, with what is left without its attention', () => {
    expect(costOf('macs', row, [])).toEqual({ value: 2, own: 1.5 })
    expect([costOf('parameters', row, [])!.value, costOf('memory', row, [])!.value, costOf('time', row, [])!.value]).toEqual([19.5, 5, 12])
  })
  it('in time is the mean over the runs that were measured', () => {
    expect(costOf('latency', row, [latency(4), latency(6), { variantId: 'se', measures: { latency: null, faithfulness: null } }])).toEqual({ value: 5, low: 4, high: 7 })
  })
  it('is not known where nothing was counted or measured', () => {
    expect(costOf('latency', row, [{ ...latency(4), variantId: 'other' }])).toBeNull()
    expect(costOf('macs', { ...row, cost: null }, [])).toBeNull()
    expect(costOf('time', { ...row, seconds: null }, [])).toBeNull()
  })
})
