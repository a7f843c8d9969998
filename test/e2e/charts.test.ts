/**
 * The charts of a comparison in Chromium through `fovea serve`: one cursor and one zoom for all, by pointer and by keys, axes by
 * choice, pinned and full screen, saved as picture and numbers, what it costs by a measured latency, and all of it kept.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { downloaded } from './downloads.ts'
import { accessible, complaints, picture, stage, type Flow } from './flow.ts'
import { compare, inChromium, served, stepByStep } from './window.ts'

const plan = `fovea: 1
name: Charts
dataset: { id: digits }
training: { epochs: 4, batch: 100 }
seeds: [1, 2]
baseline: plain
variants:
  - { id: plain, name: Plain CNN, model: small-cnn }
  - { id: heads, name: Heads, model: small-cnn, insert: [{ at: stage3, mechanism: multi-head }] }
`

inChromium('charts', () => {
  const here = served({ furnish: (home) => compare(home, plan) })
  let page: Page
  let at: Flow

  /** A busy machine takes its time. */
  const poll = <T>(read: () => T | Promise<T>, options = { timeout: 30_000 }) => expect.poll(read, options)
  const chart = (n = 0) => page.locator('.chart .canvas').nth(n)
  const said = () => page.locator('.zoom').innerText()
  const along = (value: string) => page.locator('.curve-tools').getByLabel(at.t('charts.along')).selectOption(value)
  const act = async (n: number, key: string, named: Record<string, string> = {}) => {
    await page.locator('.chart-more').nth(n).click()
    await page.getByRole('menuitem', { name: at.t(key, named), exact: true }).click()
  }
  const saved = (n: number, form: string) => downloaded(page, () => act(n, 'charts.save', { form }))

  beforeAll(async () => {
    at = await here.open({ pictures: 'charts', permissions: ['clipboard-read', 'clipboard-write'] })
    page = at.page
    await page.goto(here.url)
  })
  stepByStep(() => picture(at, 'failed'))

  test('one cursor goes over all charts', async () => {
    await page.locator('nav a[href*="/comparisons/"]').first().click()
    await stage(at, 'run')
    await poll(() => chart(1).getAttribute('aria-label')).toMatch(/Heads: \d/)
    const { x, y, width, height } = (await chart().boundingBox())!
    await page.mouse.move(x + width / 2, y + height / 2)
    await poll(() => page.locator('.chart .cursor').count()).toBe(2)
    expect(await page.locator('.readout').last().innerText()).toMatch(/epoch 2\n.*Heads/s)
    await page.mouse.move(x, y - 60)
    await poll(() => page.locator('.chart .cursor').count()).toBe(0)
  })

  test('a dragged range is zoomed in all, along whatever axis, and Esc shows all again and leads nowhere else', async () => {
    const { x, y, width, height } = (await chart().boundingBox())!
    const before = page.url()
    await page.mouse.move(x + width * 0.3, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 4 })
    await page.mouse.up()
    await poll(said).toContain(at.t('charts.wholeAgain'))
    const [from, to] = /([\d.]+) to ([\d.]+)/.exec(await said())!.slice(1).map(Number) as [number, number]
    expect(from).toBeGreaterThan(0)
    expect(to).toBeLessThan(4)
    await picture(at, 'zoomed')
    await along('step')
    const [step] = /(\d+) to/.exec(await said())!.slice(1).map(Number) as [number]
    // 1,078 training images in batches of 100.
    expect(step / from).toBeCloseTo(10, 0)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -120)
    await page.keyboard.up('Control')
    await poll(async () => Number(/([\d.]+) to/.exec(await said())![1])).toBeGreaterThan(step)
    await page.keyboard.press('Escape')
    await poll(said).toBe(at.t('charts.zoomHint'))
    expect(page.url()).toBe(before)
  })

  test('keys move the cursor, say what is there, zoom and move on', async () => {
    await along('epoch')
    await chart().focus()
    await page.keyboard.press('ArrowRight')
    await poll(() => page.locator('.chart .spoken').first().innerText()).toMatch(/^epoch .*Plain CNN \d/)
    // A key that comes before another unit is drawn means that unit: the middle of 40 steps, not of 4 epochs.
    await page.locator('.curve-tools').getByLabel(at.t('charts.along')).evaluate(async (select: HTMLSelectElement) => {
      select.value = 'step'
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(null) })
      document.querySelector('.chart .canvas')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
    })
    await poll(async () => Number(/^step (\d+)/.exec(await page.locator('.chart .spoken').first().innerText())?.[1])).toBeGreaterThan(15)
    await along('epoch')
    for (const key of ['+', '+', 'Shift+ArrowRight']) await page.keyboard.press(key)
    await poll(said).toMatch(/^Zoomed to [\d.]+ to [\d.]+, epoch/)
    await page.keyboard.press('Escape')
    await poll(said).toBe(at.t('charts.zoomHint'))
  })

  test('is saved as the picture it is, in light colours, and as every point of it', async () => {
    const svg = (await saved(0, 'SVG')).bytes.toString()
    expect(svg).toMatch(/^<svg /)
    expect(svg).toContain('fill="#ffffff"')
    expect(svg).toContain('Plain CNN')
    const png = await saved(0, 'PNG')
    expect(png.name).toMatch(/^Training loss, .*\.png$/)
    expect([...png.bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    const lines = (await saved(1, 'CSV')).bytes.toString().trim().split('\r\n')
    expect(lines[0]).toContain(at.t('charts.units.epoch'))
    // Two models, four evaluations each.
    expect(lines).toHaveLength(1 + 8)
    await act(0, 'charts.copyPicture')
    await page.getByText(at.t('charts.copied')).waitFor()
    expect(await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))).toEqual(['image/png'])
  })

  test('more charts are chosen, pinned first and shown full, and all of it is there again after a new start', async () => {
    await page.locator('.curve-tools button').first().click()
    await page.locator('.which li').filter({ hasText: at.t('charts.metrics.attention-entropy') }).getByRole('checkbox').click()
    await page.keyboard.press('Escape')
    await poll(() => page.locator('.chart .canvas').count()).toBe(3)
    await poll(() => chart(2).getAttribute('aria-label')).toMatch(/Heads: 0\.\d/)
    await act(2, 'charts.pin')
    await poll(() => page.locator('.chart-panel h2').first().innerText()).toContain(at.t('charts.metrics.attention-entropy'))
    await accessible(at, 'three charts')
    await picture(at, 'pinned')
    await act(0, 'charts.full')
    await page.getByRole('dialog').waitFor()
    await poll(async () => (await chart(2).boundingBox())!.width).toBeGreaterThan(1200)
    await page.keyboard.press('Escape')
    await poll(() => page.getByRole('dialog').count()).toBe(0)
    await page.reload()
    await poll(() => page.locator('.pins .chart-panel').count()).toBe(1)
    expect(await page.locator('.others .chart-panel').count()).toBe(2)
  })

  test('what it costs is measured here and drawn', async () => {
    await stage(at, 'result')
    await page.getByLabel(at.t('result.costBy')).selectOption('latency')
    await page.getByText(at.t('result.noLatency')).waitFor()
    await page.getByRole('button', { name: at.t('result.measure') }).click()
    const axis = at.t('result.costAxes.latency')
    await poll(() => page.getByRole('img', { name: axis }).getAttribute('aria-label'), { timeout: 300_000 }).toMatch(/Plain CNN: [\d.]+, .*Heads: [\d.]+,/)
    await page.getByRole('button', { name: at.t('result.measure') }).waitFor({ state: 'detached', timeout: 300_000 })
    await accessible(at, 'cost')
    await picture(at, 'cost')
  })

  test('nobody was shut out and nothing failed unseen', () => {
    expect(complaints(at)).toEqual([])
  })
})
