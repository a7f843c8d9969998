/** The window while a starter comparison trains: tasks that hold up the page, and how long a click takes to be answered. */
import { click, longTasks, served } from './watched.ts'

export const liveRun = (program: string, home: string): Promise<Record<string, number>> => served(program, home, { width: 1440, height: 900 }, async (page, url) => {
  await page.goto(url)
  await page.getByRole('button', { name: /Distant pair/ }).first().click({ timeout: 60_000 })
  await page.locator('main figure.chart').first().waitFor({ timeout: 120_000 })
  // Until the first curves are there, the engine is still being loaded.
  await page.waitForTimeout(8000)
  await longTasks(page)
  await page.waitForTimeout(20_000)
  const tasks = await longTasks(page)
  const opened: number[] = []
  for (const stage of ['plan', 'result', 'evidence', 'images', 'report', 'run']) opened.push(await click(page, `nav.stages a[href$="/${stage}"]`, `nav.stages a[href$="/${stage}"][aria-current=page]`))
  return { 'tasks over 50 ms in 20 s of a live run': tasks.length, 'longest of them, ms': Math.max(0, ...tasks), 'stage opens while training, ms, longest': Math.max(...opened) }
})
