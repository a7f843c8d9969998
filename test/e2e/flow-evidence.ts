/** Evidence, view by view: what one model gets right and the other wrong, threshold curves, every test, near images. */
import { expect } from 'vitest'
import { accessible, button, picture, stage, type Flow } from './flow.ts'
import { counted } from './words.ts'

const slow = { timeout: 120_000, interval: 200 }
const view = async ({ page }: Flow, name: string) => {
  await page.locator(`.segmented input[value=${name}]`).check({ force: true })
  await expect.poll(() => page.locator('.segmented input:checked').inputValue()).toBe(name)
}

/** Arrow keys lead from cell to cell, Enter opens its images at once, a click the images of any other. */
export async function matrix(at: Flow): Promise<void> {
  const { page } = at
  await stage(at, 'evidence')
  await view(at, 'difference')
  const cells = page.getByRole('grid').first().getByRole('gridcell')
  await cells.first().waitFor()
  const place = () => cells.evaluateAll((all) => all.findIndex((cell) => cell === document.activeElement))
  const side = Math.sqrt(await cells.count())
  expect(await cells.evaluateAll((all) => all.filter((cell) => (cell as HTMLElement).tabIndex === 0).length)).toBe(1)
  await cells.and(page.locator('[tabindex="0"]')).focus()
  const begin = await place()
  await page.keyboard.press(begin % side ? 'ArrowLeft' : 'ArrowRight')
  expect(Math.abs((await place()) - begin)).toBe(1)
  await page.keyboard.press(begin >= side ? 'ArrowUp' : 'ArrowDown')
  expect(Math.abs((await place()) - begin)).toBeGreaterThan(1)
  await page.keyboard.press('Enter')
  await page.locator('.aside .pairs').waitFor()
  await view(at, 'side')
  const busiest = await cells.evaluateAll((all) => all.map((cell) => Number(cell.textContent!.trim()) || 0).reduce((best, count, i, counts) => (count > counts[best]! ? i : best), 0))
  await cells.nth(busiest).click()
  await page.locator('.aside .pairs .pair').first().waitFor()
  await expect.poll(() => page.locator('.aside .pairs .tile canvas.over').count(), slow).toBeGreaterThan(0)
  await picture(at, '20-matrix')
  await accessible(at, 'matrix')
}

/** Class by class: curves and areas, another class by its button, the same numbers as a table. */
export async function thresholds(at: Flow): Promise<void> {
  const { page, t } = at
  await view(at, 'curves')
  const areas = page.locator('.areas tbody tr')
  await areas.first().waitFor()
  for (const text of await areas.locator('td.num').allTextContents()) expect(text).toMatch(/\d/)
  const before = await areas.allTextContents()
  await button(at, 'evidence.classAfter').click()
  await expect.poll(() => areas.allTextContents()).not.toEqual(before)
  await page.waitForTimeout(400)
  await picture(at, '21-curves')
  await accessible(at, 'threshold curves')
  await page.getByRole('button', { name: t('charts.asTable') }).first().click()
  expect(await page.locator('.chart-panel .numbers tbody tr').count()).toBeGreaterThan(2)
}

const asNumber = (text: string) => Number.parseFloat(text.replace(/[<\s]/g, ''))

/** Every p beside its correction, which is never smaller. */
export async function tests(at: Flow, models: number): Promise<void> {
  const { page, t } = at
  await view(at, 'tests')
  const rows = page.locator('section').filter({ has: page.getByRole('heading', { name: t('evidence.tests.title') }) }).locator('tbody tr')
  await expect.poll(() => rows.count(), slow).toBe(models)
  for (const row of await rows.all()) {
    const cells = await row.locator('td.num').allTextContents()
    expect(asNumber(cells.at(-1)!)).toBeGreaterThanOrEqual(asNumber(cells.at(-3)!))
  }
  await picture(at, '22-tests')
  await accessible(at, 'tests')
}

/** Of a wrong answer, what the training set has that is like it. */
export async function near(at: Flow): Promise<void> {
  const { page, t } = at
  await view(at, 'worst')
  await page.locator('.pairs .near').first().click()
  const dialog = page.getByRole('dialog', { name: t('evidence.nearTitle') })
  await expect.poll(() => dialog.locator('figure').count(), slow).toBeGreaterThan(3)
  const distances = (await dialog.locator('figcaption').allTextContents()).slice(1).map((text) => Number(/\d+\.\d\d/.exec(text)![0]))
  expect(distances).toEqual([...distances].sort((a, b) => a - b))
  expect([0, 1, 2].map((n) => counted(t, 'evidence.nearFound', n))).toContain((await dialog.getByRole('status').textContent())!.trim())
  await picture(at, '23-near')
  await accessible(at, 'near in training')
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count()).toBe(0)
  for (const name of ['classes', 'calibration']) {
    await view(at, name)
    await page.locator('main .panel table').first().waitFor()
    await picture(at, `24-${name}`)
    await accessible(at, name)
  }
}
