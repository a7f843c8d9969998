/** A history of many runs: from the address to its use, the table of runs opened, scrolled, sorted, put together; every other page opened. */
import { openHome } from '../../main/home.ts'
import { openStore } from '../../main/store/client.ts'
import type { RunEvent } from '../../preload/contract/run.ts'
import { finished, newRun, plan, started, timed } from '../store/fixture.ts'
import { click, frames, longTasks, served } from './watched.ts'

const perComparison = 100

async function furnish(folder: string, total: number): Promise<void> {
  const store = await openStore(openHome(folder).database)
  for (let c = 0; c < total / perComparison; c++) {
    const runs = Array.from({ length: perComparison }, (_, i) => newRun(`${c}-${i}`, 1 + (i >> 1), plan.variants[i % 2]!))
    await store.createComparison({ id: `c${c}`, plan: { ...plan, name: `Comparison ${c + 1}` }, createdAt: 1_790_000_000_000 + c * 60_000 }, runs)
    for (const [i, run] of runs.entries()) await store.appendEvents(run.id, timed(started, { ...finished, testAccuracy: 0.5 + ((c * 7 + i * 13) % 400) / 1000 } as RunEvent))
  }
  await store.close()
}

export async function history(program: string, home: string, total: number): Promise<Record<string, number>> {
  await furnish(home, total)
  return served(program, home, { width: 1440, height: 900 }, async (page, url, started) => {
    const figures: Record<string, number> = { runs: total, 'start to address, ms': started }
    const opening = performance.now()
    await page.goto(url)
    await page.locator('main h1, main h2').first().waitFor()
    figures['address to start page, ms'] = performance.now() - opening
    // The result of each comparison is computed once, when the history is first listed; a made-up history has none yet.
    await page.waitForTimeout(4000)
    const listing = performance.now()
    figures['Runs opened with its first lines, ms'] = await click(page, 'nav a[href$="/runs"]', '[role=row].row:not(.head)')
    await page.waitForFunction((n) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(n + 1), total, { timeout: 60_000 })
    figures['all runs there, ms'] = performance.now() - listing
    await longTasks(page)
    // A quick turn of the wheel: five lines a frame.
    const { perSecond, longest } = await frames(page, () => { document.querySelector('[role=grid]')!.scrollTop += 160 })
    figures['scroll, frames a second'] = perSecond
    figures['its longest frame, ms'] = longest
    figures['tasks over 50 ms while scrolling'] = (await longTasks(page)).length
    figures['sort by model, ms'] = await click(page, '[role=columnheader] button:has-text("Model")', '[aria-sort=ascending]')
    figures['seeds together, ms'] = await click(page, '.check button[role=checkbox]', '[role=treegrid] [aria-expanded]')
    const pages = await page.locator('nav.side a:not([href*="/comparisons/"])').evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
    const opened = []
    for (const address of pages) opened.push(await click(page, `nav.side a[href="${address}"]`, `nav.side a[href="${address}"][aria-current=page]`))
    figures[`${pages.length} pages opened, the longest, ms`] = Math.max(...opened)
    return figures
  })
}
