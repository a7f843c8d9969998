/** Every place of the window: its keys, its settings, and that nothing must be scrolled sideways at twice the size. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { accessible, goTo, picture, type Flow } from './flow.ts'

/** The keys on one sheet, opened and closed by keys. */
export async function keys(at: Flow): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.settings')
  await picture(at, '60-settings')
  await accessible(at, 'settings')
  await page.locator('main h1').first().click()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: t('app.keys.title') })
  await dialog.waitFor()
  expect(await dialog.locator('kbd').count()).toBeGreaterThan(8)
  await picture(at, '61-keys')
  await accessible(at, 'keys')
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await accessible(at, 'palette')
  await page.keyboard.press('Escape')
}

export interface Places { comparison: string; evaluation: string; groups: string }

const addresses = ({ comparison, evaluation, groups }: Places): string[] => [
  '/start', '/new', ...['plan', 'run', 'result', 'evidence', 'evidence?view=classes', 'evidence?view=curves', 'evidence?view=calibration', 'evidence?view=tests', 'evidence?view=worst', 'images', 'report'].map((place) => `${comparison}/${place}`),
  '/images', '/runs', groups, '/evaluations', '/evaluations/new', evaluation, '/datasets', '/datasets/digits', '/catalogue', '/catalogue/softmax-pooling', '/catalogue/models', '/catalogue/models/vit', '/catalogue/articles', '/settings',
]

/** At 200 % in a window of 1024 × 640, which `page` shows: pages that are wider than what is seen. */
export async function sideways(at: Flow, page: Page, places: Places): Promise<string[]> {
  const base = at.page.url().replace(/#.*/, '')
  const wide: string[] = []
  for (const address of addresses(places)) {
    await page.goto(`${base}#${address}`)
    await page.locator('main h1, main .page').first().waitFor()
    await page.waitForTimeout(700)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) wide.push(`${address}: ${over} px`)
    await page.screenshot({ path: join(at.pictures, `70-200-percent${address.replace(/[/?=&,]+/g, '-').slice(0, 60)}.png`) })
  }
  return wide
}
