/** Ten charts of ten runs of 10,000 steps each, a million points: from the address to the drawn page, the cursor over all charts, a zoom into all. */
import { openHome } from '../../main/home.ts'
import { openStore } from '../../main/store/client.ts'
import { Plan } from '../../preload/contract/plan.ts'
import type { RunEvent } from '../../preload/contract/run.ts'
import { finished, newRun, started, timed } from '../store/fixture.ts'
import { frames, longTasks, served } from './watched.ts'

const steps = 10_000
const metrics = ['train/loss', 'test/loss', 'train/accuracy', 'test/accuracy', 'train/learning-rate', 'attention/entropy', 'attention/head-agreement', 'attention/distance', 'more/first', 'more/second']
const variants = Array.from({ length: 10 }, (_, i) => ({ id: `v${i}`, name: `Model ${i + 1}`, model: 'small-cnn', with: { width: 16 + i } }))
const plan = Plan.parse({ fovea: 1, name: 'Many charts', dataset: { id: 'digits' }, baseline: 'v0', seeds: [1], variants })

async function furnish(home: string): Promise<void> {
  const store = await openStore(openHome(home).database)
  const runs = plan.variants.map((variant, i) => newRun(`many-${i}`, 1, variant))
  await store.createComparison({ id: 'many', plan, createdAt: 1_790_000_000_000 }, runs)
  for (const [r, run] of runs.entries()) {
    const curves = metrics.map((metric, m): RunEvent => ({
      type: 'metrics', points: Array.from({ length: steps }, (_, i) => ({ metric, step: i + 1, value: 1 / (1 + i / 800) + 0.02 * r + 0.1 * Math.abs(Math.sin((i + 1) * 12.9898 * (m + 1)) * 43758.5453 % 1) })),
    }))
    const whole = { steps, stepsPerEpoch: 100 }
    await store.appendEvents(run.id, timed({ ...started, ...whole } as RunEvent, ...curves, { ...finished, step: steps } as RunEvent))
  }
  await store.close()
}

/** Moves over the first chart, from left to right and again. */
const hover = (frame: number) => {
  const host = document.querySelector('.chart .canvas')!
  const { left, top, width, height } = host.getBoundingClientRect()
  host.dispatchEvent(new PointerEvent('pointermove', { clientX: left + width * (0.2 + 0.6 * ((frame % 60) / 60)), clientY: top + height / 2, bubbles: true }))
}
/** Into it and out again. */
const zoom = (frame: number) => {
  const host = document.querySelector('.chart .canvas')!
  const { left, top, width, height } = host.getBoundingClientRect()
  host.dispatchEvent(new WheelEvent('wheel', { clientX: left + width * (0.2 + 0.6 * ((frame % 60) / 60)), clientY: top + height / 2, bubbles: true, cancelable: true, ctrlKey: true, deltaY: frame % 60 < 30 ? -20 : 20 }))
}

export async function manyCharts(program: string, home: string): Promise<Record<string, number>> {
  await furnish(home)
  // All ten charts are in sight.
  return served(program, home, { width: 1920, height: 2600 }, async (page, url) => {
    await page.addInitScript((shown) => { localStorage.setItem('fovea.charts.run', JSON.stringify({ shown, everyRun: true, along: 'step' })) }, metrics)
    await page.goto(url)
    await page.locator('main h1, main h2').first().waitFor()
    await page.waitForTimeout(3000)
    await longTasks(page)
    const start = performance.now()
    await page.evaluate(() => { location.hash = '#/comparisons/many/run' })
    // A chart names its lines (as many as have a colour) once it has them; two frames later it is drawn.
    await page.waitForFunction((n) => [...document.querySelectorAll('.chart .canvas')].filter((chart) => /Model 8: /.test(chart.getAttribute('aria-label') ?? '')).length === n, metrics.length, { polling: 'raf', timeout: 60_000 })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const drawn = performance.now() - start
    await page.waitForTimeout(500)
    const drawing = await longTasks(page)
    const hovered = await frames(page, hover)
    const zoomed = await frames(page, zoom)
    await page.waitForTimeout(1500)
    const tasks = await longTasks(page)
    return {
      'ten charts of ten runs of 10,000 steps drawn, ms': drawn, 'longest task of it, ms': Math.max(0, ...drawing),
      'cursor over ten charts, frames a second': hovered.perSecond, 'longest frame of it, ms': hovered.longest,
      'zoom of ten charts, frames a second': zoomed.perSecond, 'longest frame of the zoom, ms': zoomed.longest, 'longest task of cursor and zoom, ms': Math.max(0, ...tasks),
    }
  })
}
