/**
 * npm run bench -- window [--runs 10000 --json FILE]: the window in Chromium on a made-up history: from address to use, clicks,
 * scrolling the table of runs, long tasks, ten charts of a million points, and from a dropped image to its answer (this part needs the engine). Needs a Chromium
 * (CHROMIUM names it). Figures of this machine; nothing is asserted.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import type { RunEvent } from '../../preload/contract/run.ts'
import { openHome } from '../../main/home.ts'
import { openStore } from '../../main/store/client.ts'
import { chromiumProgram, startServing } from '../e2e/serving.ts'
import { firstAnswers } from './first-answer.ts'
import { liveRun } from './live-run.ts'
import { manyCharts } from './many-charts.ts'
import { finished, newRun, plan, started, timed } from '../store/fixture.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '10000' }, json: { type: 'string' } } })
const total = Number(values.runs)
const perComparison = 100
const program = chromiumProgram()
if (!program) {
  console.error('No Chromium found. Name one in CHROMIUM.')
  process.exit(2)
}

async function furnish(folder: string): Promise<void> {
  const store = await openStore(openHome(folder).database)
  for (let c = 0; c < total / perComparison; c++) {
    const runs = Array.from({ length: perComparison }, (_, i) => newRun(`${c}-${i}`, 1 + (i >> 1), plan.variants[i % 2]!))
    await store.createComparison({ id: `c${c}`, plan: { ...plan, name: `Comparison ${c + 1}` }, createdAt: 1_790_000_000_000 + c * 60_000 }, runs)
    for (const [i, run] of runs.entries()) await store.appendEvents(run.id, timed(started, { ...finished, testAccuracy: 0.5 + ((c * 7 + i * 13) % 400) / 1000 } as RunEvent))
  }
  await store.close()
}

/** Milliseconds of a click until the page shows what it should. */
async function click(page: Page, what: string, shows: string): Promise<number> {
  const start = performance.now()
  await page.locator(what).first().click()
  await page.locator(shows).first().waitFor()
  return performance.now() - start
}

/** Wheel by wheel through the table for two seconds: frames drawn, the longest between two. */
async function scroll(page: Page): Promise<{ perSecond: number; longest: number }> {
  return page.evaluate(() => new Promise<{ perSecond: number; longest: number }>((resolve) => {
    const grid = document.querySelector('[role=grid]')!
    const times: number[] = []
    const frame = (now: number) => {
      times.push(now)
      grid.scrollTop += 160
      if (now - times[0]! < 2000) requestAnimationFrame(frame)
      else resolve({ perSecond: (1000 * (times.length - 1)) / (now - times[0]!), longest: Math.max(...times.slice(1).map((time, i) => time - times[i]!)) })
    }
    requestAnimationFrame(frame)
  }))
}

const folder = mkdtempSync(join(tmpdir(), 'fovea-window-'))
mkdirSync(folder, { recursive: true })
try {
  await furnish(folder)
  const servingStart = performance.now()
  const serving = await startServing(folder)
  const served = performance.now() - servingStart
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true })
  })
  const openStart = performance.now()
  await page.goto(serving.url)
  await page.locator('main h1, main h2').first().waitFor()
  const opened = performance.now() - openStart
  // The result of each comparison is computed once, when the history is first listed; a made-up history has none yet.
  await page.waitForTimeout(4000)
  const listed = performance.now()
  const runsOpen = await click(page, 'nav a[href$="/runs"], a[href$="/runs"]', '[role=row].row:not(.head)')
  await page.waitForFunction((n) => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === String(n + 1), total, { timeout: 60_000 })
  const allRuns = performance.now() - listed
  await page.evaluate(() => { (window as unknown as { longTasks: number[] }).longTasks.length = 0 })
  const frames = await scroll(page)
  const scrollTasks = await page.evaluate(() => [...(window as unknown as { longTasks: number[] }).longTasks])
  const sort = await click(page, '[role=columnheader] button:has-text("Model")', '[aria-sort=ascending]')
  const together = await click(page, '.check button[role=checkbox]', '[role=row].row:not(.head)')
  const figures = {
    runs: total, cores: cpus().length, 'start to address, ms': served, 'address to start page, ms': opened, 'Runs opened, ms': runsOpen, 'all runs there, ms': allRuns,
    'scroll, frames a second': frames.perSecond, 'longest frame, ms': frames.longest, 'tasks over 50 ms while scrolling': scrollTasks.length, 'sort by model, ms': sort, 'seeds together, ms': together,
  }
  console.table(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value)])))
  await browser.close()
  await serving.stop()
  const answers = await firstAnswers(program, join(folder, 'answers'))
  console.table(Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, Math.round(value)])))
  const charts = await manyCharts(program, join(folder, 'charts'))
  console.table(Object.fromEntries(Object.entries(charts).map(([name, value]) => [name, Math.round(value)])))
  const live = await liveRun(program, join(folder, 'live'))
  console.table(Object.fromEntries(Object.entries(live).map(([name, value]) => [name, Math.round(value)])))
  if (values.json) writeFileSync(values.json, JSON.stringify({ ...figures, ...answers, ...charts, ...live }, null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
