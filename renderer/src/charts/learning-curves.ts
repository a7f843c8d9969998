/** Curves of several runs or variants: raw thin, smoothed thick, seed band, words at the line's end, a dot where a run is now. */
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { EChartsCoreOption } from 'echarts/core'
import { shortened, textWidth } from '../../../preload/contract/text-width.ts'
import type { Axis } from './axis.ts'
import { frame } from './frame.ts'
import { spread } from './labels.ts'
import { slotColour, slotCount, slotDash } from './slots.ts'
import type { ChartTheme } from './theme.ts'
import type { Series } from './thin.ts'

export interface CurveLine {
  name: string
  slot: number
  line: Series
  /** Every step, drawn thin below: of the run, or of each seed. */
  raw?: readonly Series[]
  band?: { x: number[]; low: number[]; high: number[] }
  /** Still growing: ends in a dot, and its words say so. */
  live?: boolean
  /** Without words at its end. */
  wordless?: boolean
}
export interface LearningCurves { lines: CurveLine[]; x: Axis; y: Axis; xName: string; unit: string; now: string; formatX?: (value: number) => string; formatY?: (value: number) => string }

/**
 * x, y, x, y …: ECharts copies what it is given, and ten thousand pairs are ten thousand objects. What an axis cannot show, such as
 * an infinite loss or 0 on a logarithmic one, is not a number and leaves a gap.
 */
function pairs({ x, y }: Series, { x: across, y: up }: Pick<LearningCurves, 'x' | 'y'>): Float64Array {
  const flat = new Float64Array(2 * x.length)
  for (let i = 0; i < x.length; i++) {
    const hidden = !Number.isFinite(y[i]) || (up.log && y[i]! <= 0) || (across.log && x[i]! <= 0)
    flat[2 * i] = across.log && x[i]! <= 0 ? across.min : x[i]!
    flat[2 * i + 1] = hidden ? Number.NaN : y[i]!
  }
  return flat
}

/** Above this a thick line is a blot, and slow to draw. */
const manyPoints = 400
/** px that the words at the ends of lines have, beside their leaders. */
const widestWords = 166

export function learningCurves(chart: LearningCurves, theme: ChartTheme): EChartsCoreOption {
  const size = theme.small
  const wordsOf = ({ name, live, wordless }: CurveLine) => {
    const now = live ? `, ${chart.now}` : ''
    return wordless ? '' : shortened(name, size, widestWords - textWidth(now, size)) + now
  }
  const words = chart.lines.map(wordsOf)
  const ends = chart.lines.map((line) => end(line, chart.x))
  /** A running line keeps its words over the plot only as long as there is room on its right. */
  const isYoung = (i: number) => chart.lines[i]!.live && (ends[i]?.[0] ?? 0) < (chart.x.min + chart.x.max) / 2
  const right = Math.max(24, ...words.map((word, i) => (!word || isYoung(i) ? 24 : textWidth(word, size) + 24)))
  return {
    ...frame({ ...chart, right }, theme),
    series: [
      ...chart.lines.flatMap((line) => (line.band ? [band(line, line.band, chart, theme)] : [])),
      ...chart.lines.flatMap((line) => (line.raw ?? []).map((raw) => curve(line, pairs(raw, chart), theme, { width: 0.8, opacity: theme.raw, dashed: false }))),
      ...chart.lines.map((line) => curve(line, pairs(line.line, chart), theme, { width: line.line.x.length > manyPoints ? 1 : 2, opacity: 1, dashed: true })),
      ...chart.lines.flatMap((line, i) => (line.live && ends[i] ? [dot(line, ends[i], theme)] : [])),
      endWords(chart.lines, words, theme, ends),
    ],
  }
}

function curve(line: CurveLine, data: Float64Array, theme: ChartTheme, { width, opacity, dashed }: { width: number; opacity: number; dashed: boolean }): LineSeriesOption {
  return {
    type: 'line', name: line.name, data: data as unknown as number[], showSymbol: data.length === 2, symbolSize: 5, silent: true, z: dashed ? 4 : 3, clip: true,
    color: slotColour(line.slot, theme),
    lineStyle: { width, opacity, cap: 'butt', join: 'round', type: (dashed && slotDash(line.slot)) || 'solid' },
  }
}

/** One polygon: along the upper bound, and back along the lower. */
function band(line: CurveLine, { x, low, high }: NonNullable<CurveLine['band']>, axes: Pick<LearningCurves, 'x' | 'y'>, theme: ChartTheme): CustomSeriesOption {
  const across = (value: number) => (axes.x.log ? Math.max(value, axes.x.min) : value)
  const up = (value: number) => (axes.y.log ? Math.max(value, axes.y.min) : value)
  return {
    type: 'custom', name: line.name, silent: true, z: 2, clip: true, data: [[x[0] ?? 0, 0]],
    renderItem: (_params, api) => ({
      type: 'polygon',
      shape: { points: [...x.map((value, i) => api.coord([across(value), up(high[i]!)])), ...x.map((value, i) => api.coord([across(value), up(low[i]!)])).reverse()] },
      style: { fill: slotColour(line.slot, theme), opacity: theme.band },
    }),
  }
}

/** Where a line ends within the axis: at its last point, or where it leaves on the right. Null when it has nothing there. */
export function end({ line: { x, y } }: CurveLine, { min, max }: Pick<Axis, 'min' | 'max'>): [number, number] | null {
  let after: [number, number] | null = null
  for (let i = x.length - 1; i >= 0; i--) {
    if (!Number.isFinite(y[i])) continue
    const here: [number, number] = [x[i]!, y[i]!]
    if (here[0] > max) { after = here; continue }
    if (after) return [max, here[1] + ((after[1] - here[1]) * (max - here[0])) / (after[0] - here[0])]
    return here[0] < min ? null : here
  }
  return null
}

function dot(line: CurveLine, last: [number, number], theme: ChartTheme): CustomSeriesOption {
  return {
    type: 'custom', silent: true, z: 5, data: [last],
    renderItem: (_params, api) => {
      const [cx, cy] = api.coord(last) as [number, number]
      return { type: 'circle', shape: { cx, cy, r: 4 }, style: { fill: slotColour(line.slot, theme) } }
    },
  }
}

/** Words at the line's ends with a thin leader. A running line's words stand above its dot while it is inside the plot. */
export function endWords(lines: CurveLine[], words: string[], theme: ChartTheme, ends = lines.map((line) => end(line, { min: -Infinity, max: Infinity }))): CustomSeriesOption {
  return {
    type: 'custom', silent: true, z: 6, clip: false, data: ends.some(Boolean) ? [ends.find(Boolean)!] : [],
    renderItem: (params, api) => {
      const area = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
      const at = ends.map((last) => (last ? (api.coord(last) as [number, number]) : null))
      const inside = (i: number) => lines[i]!.live === true && at[i]![0] + textWidth(words[i]!, theme.small) + 12 < area.x + area.width
      const beside = at.flatMap((point, i) => (point && words[i] && !inside(i) ? [i] : []))
      const gap = theme.small + 4
      const heights = spread(beside.map((i) => at[i]![1]), gap, area.y, area.y + area.height)
      const text = (i: number, x: number, y: number) => ({
        type: 'text' as const,
        style: { text: words[i]!, x, y, fill: slotColour(lines[i]!.slot, theme), stroke: theme.surface, lineWidth: 2, font: `${theme.small}px ${theme.font}`, verticalAlign: 'middle' as const },
      })
      return {
        type: 'group',
        children: [
          ...beside.flatMap((i, k) => {
            const [x, y] = at[i]!
            const edge = Math.max(x, area.x + area.width)
            return [
              { type: 'line' as const, shape: { x1: x + 3, y1: y, x2: edge + 10, y2: heights[k]! }, style: { stroke: slotColour(lines[i]!.slot, theme), lineWidth: 0.8, opacity: 0.6 } },
              text(i, edge + 14, heights[k]!),
            ]
          }),
          ...at.flatMap((point, i) => (point && words[i] && inside(i) ? [text(i, point[0] + 8, Math.max(area.y + 6, point[1] - 10))] : [])),
        ],
      }
    },
  }
}

/** More lines than slots: the chosen ones keep their look, the rest turn grey and stand without words at their ends. */
export const readable = (lines: CurveLine[]): CurveLine[] => lines.map((line) => (line.slot < slotCount ? line : { ...line, wordless: true }))

/** Index of the point nearest to x; the points stand in order. */
function nearest(x: readonly number[], at: number): number {
  let [low, high] = [0, x.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x[middle]! <= at) low = middle
    else high = middle
  }
  return Math.abs(x[high]! - at) < Math.abs(x[low]! - at) ? high : low
}

/** What each line says at x: its nearest point, for the readout. A line that does not reach x is left out. */
export function readAt(lines: readonly CurveLine[], x: number): { name: string; slot: number; x: number; value: number; low?: number; high?: number }[] {
  return lines.flatMap(({ name, slot, line, band }) => {
    if (!line.x.length || x > line.x.at(-1)! + 1e-9) return []
    const best = nearest(line.x, x)
    const value = line.y[best]!
    if (!Number.isFinite(value)) return []
    const k = band ? nearest(band.x, line.x[best]!) : -1
    return [{ name, slot, x: line.x[best]!, value, ...(band && k >= 0 && band.x[k] === line.x[best] ? { low: band.low[k]!, high: band.high[k]! } : {}) }]
  })
}
