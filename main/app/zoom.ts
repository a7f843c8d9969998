/** Larger and smaller, from 50 to 200 %, as the window was left. The page itself keeps its layout at every factor. */
import type { WebContents } from 'electron'

const zoomFactors = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** The next factor above (1) or below (−1); 0 goes back to the actual size. */
export function nextZoom(now: number, way: -1 | 0 | 1): number {
  if (way === 0) return 1
  const further = way > 0 ? zoomFactors.filter((factor) => factor > now + 0.01) : zoomFactors.filter((factor) => factor < now - 0.01).reverse()
  return further[0] ?? zoomFactors.at(way > 0 ? -1 : 0)!
}

/** Chromium has a factor for a page, so it is said again whenever the page has loaded. */
export function keepZoom(contents: WebContents, factor: number): { step(way: -1 | 0 | 1): void; readonly factor: number } {
  let now = factor
  contents.on('did-finish-load', () => contents.setZoomFactor(now))
  return {
    get factor() { return now },
    step(way) {
      now = nextZoom(now, way)
      contents.setZoomFactor(now)
    },
  }
}
