/** Charts as they are used: along what, on which axes, closer and back, pinned, full screen, as numbers, taken along; and what everything costs. */
import { expect } from 'vitest'
import type { Locator } from 'playwright-core'
import { lines } from './downloads.ts'
import { accessible, button, picture, stage, type Flow } from './flow.ts'

const slow = { timeout: 300_000, interval: 250 }
const charts = ({ page }: Flow) => page.locator('.curve-board .chart-panel:has(.canvas)')
const menu = async ({ page, t }: Flow, panel: Locator, entry: string, params = {}) => {
  await panel.locator('.chart-more').click()
  await page.getByRole('menuitem', { name: t(entry, params), exact: true }).click()
}

/** Another chart beside the first; each unit of the axis, read off the table; both axes logarithmic. */
export async function axes(at: Flow): Promise<void> {
  const { page, t } = at
  await stage(at, 'result')
  await charts(at).first().waitFor()
  await page.getByRole('button', { name: new RegExp(`^${t('charts.whichOf', { n: '\\d+', total: '\\d+' })}$`) }).click()
  const loss = page.getByRole('dialog').getByRole('checkbox', { name: t('charts.metrics.test-loss'), exact: true })
  if (await loss.getAttribute('aria-checked') !== 'true') await loss.click()
  await page.keyboard.press('Escape')
  await expect.poll(() => charts(at).count()).toBeGreaterThan(1)
  const panel = charts(at).first()
  const along = page.locator('.curve-tools').getByRole('combobox', { name: t('charts.along') })
  for (const unit of ['step', 'images', 'time', 'epoch'] as const) {
    await along.selectOption(unit)
    await panel.getByRole('button', { name: t('charts.asTable') }).click()
    const table = page.locator('.chart-panel:has(.numbers)').first()
    await expect.poll(async () => (await table.locator('th').allTextContents()).join(' ')).toContain(t(`charts.units.${unit}`))
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(0)
    if (unit === 'epoch') expect((await table.locator('tbody tr').last().locator('td').first().innerText()).trim()).toBe('2')
    if (unit === 'time') await accessible(at, 'chart as table')
    await table.getByRole('button', { name: t('charts.asChart') }).click()
  }
  await along.selectOption('step')
  for (const key of ['charts.logX', 'charts.logY']) await page.locator('.curve-tools').getByRole('checkbox', { name: t(key), exact: true }).check()
  await page.waitForTimeout(400)
  await picture(at, '10-log')
  for (const key of ['charts.logX', 'charts.logY']) await page.locator('.curve-tools').getByRole('checkbox', { name: t(key), exact: true }).uncheck()
  await page.reload()
  await expect.poll(() => along.inputValue().catch(() => ''), slow).toBe('step')
}

/** A range drawn with the mouse, all charts follow; Esc shows all; the same with the keys. */
export async function zoom(at: Flow): Promise<void> {
  const { page, t } = at
  const canvas = charts(at).first().locator('.canvas')
  await canvas.scrollIntoViewIfNeeded()
  await page.waitForTimeout(600)
  const box = (await canvas.boundingBox())!
  const [left, right, y] = [box.x + box.width * 0.3, box.x + box.width * 0.6, box.y + box.height / 2]
  await page.mouse.move(left, y)
  await expect.poll(() => page.locator('.curve-board .readout').count()).toBeGreaterThan(0)
  await page.mouse.down()
  await page.mouse.move((left + right) / 2, y)
  await page.mouse.move(right, y)
  await page.mouse.up()
  const whole = page.getByRole('button', { name: t('charts.wholeAgain') })
  await whole.waitFor()
  await picture(at, '11-zoomed')
  await page.keyboard.press('Escape')
  await expect.poll(() => whole.count()).toBe(0)
  expect(page.url()).toContain('/result')
  await canvas.focus()
  await page.keyboard.press('+')
  await whole.click()
  await expect.poll(() => whole.count()).toBe(0)
}

/** Pinned and unpinned; filling the screen and back with Esc. */
export async function pinAndFull(at: Flow): Promise<void> {
  const { page, t } = at
  await menu(at, charts(at).last(), 'charts.pin')
  await expect.poll(() => page.locator('.curve-board .pins .chart-panel').count()).toBe(1)
  await picture(at, '12-pinned')
  await accessible(at, 'pinned')
  await page.locator('.pins').getByRole('button', { name: t('charts.unpin') }).click()
  await expect.poll(() => page.locator('.curve-board .pins .chart-panel').count()).toBe(0)
  await menu(at, charts(at).first(), 'charts.full')
  const full = page.locator('.chart-panel.full')
  await full.waitFor()
  expect(await full.evaluate((panel) => panel.getBoundingClientRect().width / innerWidth)).toBeGreaterThan(0.9)
  await page.waitForTimeout(400)
  await picture(at, '13-full')
  await accessible(at, 'full screen')
  await page.keyboard.press('Escape')
  await expect.poll(() => full.count()).toBe(0)
}

/** As files that are what their names say, and over the clipboard. */
export async function takeAlong(at: Flow): Promise<void> {
  const { page, t, host } = at
  const panel = charts(at).first()
  const png = await host.saved(page, () => menu(at, panel, 'charts.save', { form: 'PNG' }))
  expect([png.name.endsWith('.png'), png.bytes.subarray(1, 4).toString()]).toEqual([true, 'PNG'])
  expect(png.bytes.length).toBeGreaterThan(4000)
  const svg = await host.saved(page, () => menu(at, panel, 'charts.save', { form: 'SVG' }))
  expect(svg.bytes.toString()).toMatch(/^<svg[\s\S]*<path[\s\S]*<\/svg>\s*$/)
  const csv = lines((await host.saved(page, () => menu(at, panel, 'charts.save', { form: 'CSV' }))).bytes)
  expect(csv[0]).toContain(t('charts.units.step'))
  expect(csv.length).toBeGreaterThan(3)
  await menu(at, panel, 'charts.copyPicture')
  await page.getByRole('status').getByText(t('charts.copied')).last().waitFor()
  expect(await host.copied(page, 'image/png')).toBe(true)
}

/** Accuracy against what was measured here, and the same as numbers. */
export async function costFront(at: Flow, models: number): Promise<void> {
  const { page, t } = at
  const cost = page.locator(`.chart-panel[data-chart="${t('result.cost')}"]`)
  await cost.getByRole('combobox').selectOption('latency')
  const measure = button(at, 'result.measure')
  if (await measure.count()) {
    await cost.getByText(t('result.noLatency')).waitFor()
    await measure.click()
    await cost.getByRole('button', { name: t('result.cancelMeasure') }).waitFor()
  }
  await expect.poll(() => cost.getByText(t('result.noLatency')).count(), slow).toBe(0)
  await expect.poll(() => cost.getByRole('button', { name: t('result.cancelMeasure') }).count(), slow).toBe(0)
  await cost.getByRole('button', { name: t('charts.asTable') }).click()
  const table = cost.locator('table')
  expect(await table.locator('tbody tr').count()).toBe(models)
  const column = (await table.locator('th').allTextContents()).indexOf(t('result.costAxes.latency'))
  for (const row of await table.locator('tbody tr').all()) expect(Number.parseFloat((await row.locator('td').nth(column).textContent())!)).toBeGreaterThan(0)
  await cost.getByRole('button', { name: t('charts.asChart') }).click()
  await cost.scrollIntoViewIfNeeded()
  await page.waitForTimeout(400)
  await picture(at, '14-cost')
  await accessible(at, 'result')
}
