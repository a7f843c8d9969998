/** The window while a starter comparison trains: tasks that hold up the page, and how long a click takes to be answered. */
import { chromium, type Page } from 'playwright-core'
import { startServing } from '../e2e/serving.ts'

/** Milliseconds from pressing a stage's link until its page has been drawn. */
const stageOpens = (page: Page, name: string): Promise<number> => page.evaluate((stage) => new Promise<number>((resolve, reject) => {
  const link = document.querySelector<HTMLAnchorElement>(`nav.stages a[href$="/${stage}"]`)
  if (!link) { reject(new Error(stage)); return }
  const start = performance.now()
  link.click()
  const look = () => requestAnimationFrame(() => { if (link.getAttribute('aria-current') === 'page') requestAnimationFrame(() => resolve(performance.now() - start)); else look() })
  look()
}), name)

export async function liveRun(program: string, home: string): Promise<Record<string, number>> {
  const serving = await startServing(home)
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(() => {
      const tasks: number[] = []
      Object.assign(window, { longTasks: tasks })
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true })
    })
    await page.goto(serving.url)
    await page.getByRole('button', { name: /Distant pair/ }).first().click({ timeout: 60_000 })
    await page.locator('main figure.chart').first().waitFor({ timeout: 120_000 })
    // Until the first curves are there, the engine is still being loaded.
    await page.waitForTimeout(8000)
    await page.evaluate(() => { (window as unknown as { longTasks: number[] }).longTasks.length = 0 })
    await page.waitForTimeout(20_000)
    const tasks = await page.evaluate(() => [...(window as unknown as { longTasks: number[] }).longTasks])
    const names = ['plan', 'result', 'evidence', 'images', 'report', 'run']
    for (const name of names) await stageOpens(page, name)
    const clicks: number[] = []
    for (const name of names) clicks.push(await stageOpens(page, name))
    return { 'tasks over 50 ms in 20 s of a live run': tasks.length, 'longest of them, ms': Math.max(0, ...tasks), 'stage opens while training, ms, longest': Math.max(...clicks) }
  } finally {
    await browser.close()
    await serving.stop()
  }
}
