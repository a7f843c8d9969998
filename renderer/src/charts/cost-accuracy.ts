/** Accuracy against cost, with intervals and the front "nothing cheaper is better". */
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { EChartsCoreOption } from 'echarts/core'
import { textWidth } from '../../../preload/contract/text-width.ts'
import { logAxis, niceAxis } from './axis.ts'
import { frame } from './frame.ts'
import { front } from './front.ts'
import { beside } from './labels.ts'
import { slotColour, slotMarker } from './slots.ts'
import type { ChartTheme } from './theme.ts'

/** accuracy, low and high in per cent. costLow and costHigh: of a measured cost; `own`: the cost without its attention. */
export interface CostPoint { name: string; slot: number; cost: number; accuracy: number; low: number | null; high: number | null; costLow?: number; costHigh?: number; own?: number }
export interface CostAccuracy { points: CostPoint[]; xName: string; unit: string; logX?: boolean; formatX?: (value: number) => string }

export function costAccuracy({ points, logX, ...words }: CostAccuracy, theme: ChartTheme): EChartsCoreOption {
  const costs = points.flatMap((p) => [p.cost, p.costLow, p.costHigh, p.own].filter((cost): cost is number => cost !== undefined))
  const x = !points.length ? { min: 0, max: 1, interval: 1 } : logX ? logAxis(Math.min(...costs), Math.max(...costs)) : niceAxis(Math.min(...costs), Math.max(...costs), { min: 0 })
  const y = points.length
    ? niceAxis(Math.min(...points.map((p) => p.low ?? p.accuracy)), Math.max(...points.map((p) => p.high ?? p.accuracy)), { min: 0, max: 100 })
    : { min: 0, max: 100, interval: 50 }
  return { ...frame({ x, y, right: 20, ...words }, theme), series: [frontLine(points, x.max, y.min, theme), marks(points, x.max, theme)] }
}

/** Steps: from a point of the front the accuracy stays reachable for every higher cost. */
function frontLine(points: CostPoint[], most: number, least: number, theme: ChartTheme): LineSeriesOption {
  const kept = front(points)
  const first = kept[0]
  const data = first ? [[first.cost, least], ...kept.map((p) => [p.cost, p.accuracy]), [most, kept.at(-1)!.accuracy]] : []
  return { type: 'line', step: 'end', data, silent: true, showSymbol: false, z: 2, color: theme.ink3, lineStyle: { width: 1.2, type: [1.5, 2.5] } }
}

function marks(points: CostPoint[], most: number, theme: ChartTheme): CustomSeriesOption {
  return {
    type: 'custom', silent: true, z: 5, clip: false, data: points.length ? [[points[0]!.cost, points[0]!.accuracy]] : [],
    renderItem: (params, api) => {
      const area = params.coordSys as unknown as { x: number; y: number; width: number; height: number }
      const at = points.map((p) => api.coord([p.cost, p.accuracy]) as [number, number])
      const kept = front(points)
      const steps = kept.map((p, i) => {
        const [left, y] = api.coord([p.cost, p.accuracy]) as [number, number]
        return { left, right: api.coord([kept[i + 1]?.cost ?? most, 0])[0]!, top: y - 1, bottom: y + 1 }
      })
      const across = points.flatMap((p, i) => {
        const ends = [p.own ?? p.costLow, p.own === undefined ? p.costHigh : p.cost].flatMap((cost) => (cost === undefined ? [] : [api.coord([cost, p.accuracy])[0]!]))
        return ends.length === 2 ? [{ left: ends[0]!, right: ends[1]!, top: at[i]![1] - 1, bottom: at[i]![1] + 1 }] : []
      })
      const places = beside(
        at.map(([x, y], i) => ({ x, y, width: textWidth(points[i]!.name, theme.small) })), theme.small + 3,
        { left: area.x, top: area.y - 8, right: area.x + area.width + 16, bottom: area.y + area.height }, [...steps, ...across],
      )
      return {
        type: 'group',
        children: points.flatMap((point, i) => {
          const colour = slotColour(point.slot, theme)
          const [x, y] = at[i]!
          const word = places[i]!
          const px = (cost: number) => api.coord([cost, point.accuracy])[0]!
          const line = (x1: number, y1: number, x2: number, y2: number, lineWidth: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth } })
          const bounds = point.low === null || point.high === null ? [] : [api.coord([point.cost, point.high])[1]!, api.coord([point.cost, point.low])[1]!]
          return [
            ...(bounds.length ? [line(x, bounds[0]!, x, bounds[1]!, 1.5)] : []),
            ...(point.costLow === undefined || point.costHigh === undefined ? [] : [line(px(point.costLow), y, px(point.costHigh), y, 1.5)]),
            // A share too small to be seen beside the marker is left to the table.
            ...(point.own === undefined || x - px(point.own) < 8 ? [] : [line(px(point.own), y, x, y, 1), { type: 'circle' as const, shape: { cx: px(point.own), cy: y, r: 3 }, style: { fill: theme.surface, stroke: colour, lineWidth: 1.5 } }]),
            { type: 'path' as const, shape: { pathData: slotMarker(point.slot) }, x, y, scaleX: 4.5, scaleY: 4.5, style: { fill: colour, stroke: theme.surface, lineWidth: 0.25 } },
            { type: 'text' as const, style: { text: point.name, x: word.x, y: word.y, align: word.align, verticalAlign: 'middle' as const, fill: colour, stroke: theme.surface, lineWidth: 3, font: `${theme.small}px ${theme.font}` } },
          ]
        }),
      }
    },
  }
}
