/** What every chart shares: unit at the top left, horizontal hairlines, one strong base line, short ticks, no box. */
import type { EChartsCoreOption } from 'echarts/core'
import type { Axis } from './axis.ts'
import type { ChartTheme } from './theme.ts'

export interface Frame { x: Axis; y: Axis; xName: string; unit: string; right: number; formatX?: (value: number) => string; formatY?: (value: number) => string }

/** Room for axis words, px. */
export const margin = { left: 40, top: 26, bottom: 40 }

export function frame({ x, y, xName, unit, right, formatX = String, formatY = String }: Frame, theme: ChartTheme): EChartsCoreOption {
  const words = { color: theme.ink3, fontSize: theme.small, fontFamily: theme.font }
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    grid: { left: margin.left, right, top: margin.top, bottom: margin.bottom, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value', ...x, name: xName, nameLocation: 'end', nameGap: 0,
      nameTextStyle: { ...words, align: 'right', verticalAlign: 'top', padding: [22, 0, 0, 0] },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: true, length: 4, lineStyle: { color: theme.lineStrong } },
      axisLabel: { ...words, formatter: formatX, hideOverlap: true }, splitLine: { show: false },
      axisPointer: { show: true, type: 'line', snap: false, label: { show: false }, lineStyle: { color: theme.lineStrong, type: 'solid', width: 1 } },
    },
    yAxis: {
      type: 'value', ...y, name: unit, nameLocation: 'end', nameGap: 10,
      nameTextStyle: { ...words, align: 'left', padding: [0, 0, 0, -margin.left + 8] },
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...words, formatter: formatY }, splitLine: { lineStyle: { color: theme.line, width: 1 } },
    },
  }
}
