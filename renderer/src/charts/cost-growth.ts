/** Cost against the number of places, both axes logarithmic: a curve per number of channels, and on it the places of a model. */
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { EChartsCoreOption } from 'echarts/core'
import { textWidth } from '../../../preload/contract/text-width.ts'
import { frame } from './frame.ts'
import { endWords, type CurveLine } from './learning-curves.ts'
import { slotColour, slotDash } from './slots.ts'
import type { ChartTheme } from './theme.ts'

export interface GrowthLine { name: string; slot: number; points: { side: number; value: number }[] }
/** A place of the model: a ring on the curve. */
export interface GrowthMark { slot: number; side: number; value: number; name: string }
export interface CostGrowth { lines: GrowthLine[]; marks: GrowthMark[]; unit: string; xName: string }

/** 1 200 → 1.2 k: powers of a thousand, as axes write them. */
export function compact(value: number): string {
  const units = ['', ' k', ' M', ' G', ' T']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  return `${Number((value / 1000 ** power).toPrecision(3))}${units[power]}`
}

const decade = (value: number, up: boolean) => 10 ** (up ? Math.ceil(Math.log10(value) - 1e-9) : Math.floor(Math.log10(value) + 1e-9))

export function costGrowth({ lines, marks, unit, xName }: CostGrowth, theme: ChartTheme): EChartsCoreOption {
  const every = lines.flatMap(({ points }) => points)
  const [low, high] = every.length ? [Math.min(...every.map(({ value }) => value)), Math.max(...every.map(({ value }) => value))] : [1, 1000]
  const sides = every.map(({ side }) => side)
  const [least, most] = sides.length ? [Math.min(...sides), Math.max(...sides)] : [4, 56]
  const [bottom, top] = [decade(low, false), Math.max(decade(high, true), decade(low, false) * 10)]
  const ends: CurveLine[] = lines.map(({ name, slot, points }) => ({ name, slot, line: { x: points.map(({ side }) => side ** 2), y: points.map(({ value }) => value) } }))
  const right = Math.max(24, ...lines.map(({ name }) => textWidth(name, theme.small) + 24))
  const ordinary = frame({ x: { min: least ** 2, max: most ** 2, interval: 1 }, y: { min: bottom, max: top, interval: 1 }, unit, xName, right, formatX: (value) => `${Number(Math.sqrt(value).toFixed(1))}²`, formatY: compact }, theme)
  const logarithmic = (axis: unknown, base: number) => { const { interval: _even, ...rest } = axis as Record<string, unknown>; return { ...rest, type: 'log', logBase: base } }
  return {
    ...ordinary,
    grid: { ...(ordinary['grid'] as object), left: 52 },
    // Sides double from label to label.
    xAxis: logarithmic(ordinary['xAxis'], 4),
    yAxis: logarithmic(ordinary['yAxis'], Math.log10(top / bottom) > 6 ? 100 : 10),
    series: [...lines.map((line) => curve(line, theme)), rings(marks, theme), endWords(ends, lines.map(({ name }) => name), theme)],
  }
}

function curve({ name, slot, points }: GrowthLine, theme: ChartTheme): LineSeriesOption {
  return { type: 'line', name, data: points.map(({ side, value }) => [side ** 2, value]), showSymbol: points.length === 1, silent: true, z: 3, color: slotColour(slot, theme), lineStyle: { width: 2, type: slotDash(slot) ?? 'solid', join: 'round' } }
}

function rings(marks: readonly GrowthMark[], theme: ChartTheme): CustomSeriesOption {
  return {
    type: 'custom', silent: true, z: 5, data: marks.map(({ side, value }) => [side ** 2, value]),
    renderItem: (params, api) => {
      const [cx, cy] = api.coord([api.value(0), api.value(1)]) as [number, number]
      return { type: 'circle', shape: { cx, cy, r: 4.5 }, style: { fill: theme.surface, stroke: slotColour(marks[params.dataIndex]!.slot, theme), lineWidth: 2.2 } }
    },
  }
}
