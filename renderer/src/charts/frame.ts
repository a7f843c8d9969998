/** What every chart shares: unit at the top left, horizontal hairlines, one strong base line, short ticks, no box. */
import type { EChartsCoreOption } from 'echarts/core'
import type { Axis } from './axis.ts'
import type { ChartTheme } from './theme.ts'

export interface Frame { x: Axis; y: Axis; xName: string; unit: string; right: number; formatX?: (value: number) => string; formatY?: (value: number) => string }

/** Room for axis words, px. */
export const margin = { left: 40, top: 26, bottom: 40 }

const scaleOf = ({ min, max, interval, log }: Axis) => (log ? { type: 'log', logBase: 10, min, max } : { type: 'value', min, max, interval })
/** Lines across the plot stand where the ticks do. */
const ticksOf = ({ ticks }: Axis) => (ticks ? { customValues: ticks } : {})

export function frame({ x, y, xName, unit, right, formatX = String, formatY = String }: Frame, theme: ChartTheme): EChartsCoreOption {
  const words = { color: theme.ink3, fontSize: theme.small, fontFamily: theme.font }
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    grid: { left: margin.left, right, top: margin.top, bottom: margin.bottom, outerBoundsMode: 'none' },
    xAxis: {
      ...scaleOf(x), name: xName, nameLocation: 'end', nameGap: 0,
      nameTextStyle: { ...words, align: 'right', verticalAlign: 'top', padding: [22, 0, 0, 0] },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: true, length: 4, lineStyle: { color: theme.lineStrong }, ...ticksOf(x) },
      axisLabel: { ...words, formatter: formatX, hideOverlap: true, ...ticksOf(x) }, splitLine: { show: false },
    },
    yAxis: {
      ...scaleOf(y), name: unit, nameLocation: 'end', nameGap: 10,
      nameTextStyle: { ...words, align: 'left', padding: [0, 0, 0, -margin.left + 8] },
      axisLine: { show: false }, axisTick: { show: false, ...ticksOf(y) },
      axisLabel: { ...words, formatter: formatY, ...ticksOf(y) }, splitLine: { lineStyle: { color: theme.line, width: 1 } },
    },
  }
}
