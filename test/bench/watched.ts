/** A page of `fovea serve` in Chromium that is timed: tasks that hold it up, frames it draws, how long a click takes to be answered. */
import type { Page } from 'playwright-core'
import { launchChromium, startServing } from '../e2e/serving.ts'

/** Opens a home in the browser, and hands over the page before it has an address, with the milliseconds that the program took to print one; ends both afterwards. */
export async function served<T>(program: string, home: string, viewport: { width: number; height: number }, use: (page: Page, url: string, started: number) => Promise<T>): Promise<T> {
  const begun = performance.now()
  const serving = startServing(home)
  try {
    const url = await serving.url
    const started = performance.now() - begun
    const browser = await launchChromium(program)
    try {
      const page = await browser.newPage({ viewport })
      await page.addInitScript(() => {
        const tasks: number[] = []
        Object.assign(window, { longTasks: tasks })
        new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true })
      })
      return await use(page, url, started)
    } finally {
      await browser.close()
    }
  } finally {
    await serving.stop()
  }
}

/** The tasks of more than 50 ms since it was last asked, in ms. */
export const longTasks = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0))

/** Milliseconds from a click, given in the page itself, until what it should show has been drawn. */
export const click = (page: Page, what: string, shows: string): Promise<number> => page.locator(what).first().evaluate((button, selector) => new Promise<number>((resolve) => {
  const start = performance.now()
  ;(button as HTMLElement).click()
  const look = () => requestAnimationFrame(() => { if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now() - start)); else look() })
  look()
}), shows)

export interface Frames { perSecond: number; longest: number }

const twoSeconds = (does: (frame: number) => void) => new Promise<Frames>((resolve) => {
  const times: number[] = []
  const frame = (now: number) => {
    does(times.length)
    times.push(now)
    if (now - times[0]! < 2000) requestAnimationFrame(frame)
    else resolve({ perSecond: (1000 * (times.length - 1)) / (now - times[0]!), longest: Math.max(...times.slice(1).map((time, i) => time - times[i]!)) })
  }
  requestAnimationFrame(frame)
})

/** Two seconds in which `act`, code for the page, runs in every frame: how many were drawn a second, and the longest wait between two, ms. */
export const frames = (page: Page, act: (frame: number) => void): Promise<Frames> => page.evaluate(`(${String(twoSeconds)})(${String(act)})`)
