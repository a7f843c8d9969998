/** A chart as a file: drawn anew with the light tokens, whatever the theme of the window, with its title above. */
import { init, type EChartsCoreOption } from './echarts.ts'
import { readTheme, type ChartTheme } from './theme.ts'

export interface Picture { build(theme: ChartTheme): EChartsCoreOption; title: string; subtitle: string; width: number; height: number }

const heading = 46

function lightTheme(): ChartTheme {
  const probe = document.createElement('div')
  probe.dataset.theme = 'light'
  probe.className = 'spoken'
  document.body.append(probe)
  try { return readTheme(probe) } finally { probe.remove() }
}

function titled(option: EChartsCoreOption, { title, subtitle }: Pick<Picture, 'title' | 'subtitle'>, theme: ChartTheme): EChartsCoreOption {
  const grid = option['grid'] as { top: number }
  return {
    ...option,
    backgroundColor: theme.surface,
    grid: { ...grid, top: grid.top + heading },
    title: { text: title, subtext: subtitle, left: 12, top: 10, itemGap: 4, textStyle: { color: theme.ink, fontSize: 14, fontWeight: 600, fontFamily: theme.font }, subtextStyle: { color: theme.ink3, fontSize: theme.small + 1, fontFamily: theme.font } },
  }
}

export function svgOf(picture: Picture): string {
  const theme = lightTheme()
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: picture.width, height: picture.height + heading })
  try {
    chart.setOption(titled(picture.build(theme), picture, theme))
    return chart.renderToSVGString()
  } finally { chart.dispose() }
}

/** Twice the size on the page, for print. */
export function pngOf(picture: Picture): Promise<Blob> {
  const theme = lightTheme()
  const place = document.createElement('div')
  const chart = init(place, null, { renderer: 'canvas', width: picture.width, height: picture.height + heading })
  try {
    chart.setOption(titled(picture.build(theme), picture, theme))
    const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: theme.surface })
    return new Promise((resolve, reject) => canvas.toBlob((blob) => { if (blob) resolve(blob); else reject(new Error('a picture cannot be made')) }, 'image/png'))
  } finally { chart.dispose() }
}
