/** The queue of a comparison: paused, put in another order with the keys, gone on with, trained on. */
import { expect } from 'vitest'
import { accessible, brief, button, picture, startWritten, type Flow } from './flow.ts'

const slow = { timeout: 300_000, interval: 200 }

/** A button that names its key too. */
const keyed = ({ page, t }: Flow, key: string) => page.locator('.head').getByRole('button', { name: new RegExp(`^${t(key)}`) })
const allDone = ({ page, t }: Flow) => page.locator('.sentence').filter({ hasText: new RegExp(t('run.allDone', { total: '\\d+' })) }).waitFor({ timeout: 300_000 })

/** Starts the plan that is open, made short, and holds the queue: the first run goes to its end, then none begins. */
export async function startPaused(at: Flow): Promise<void> {
  await startWritten(at, (yaml) => brief(yaml, 1, [1, 2]))
  await keyed(at, 'run.pause').click()
  await keyed(at, 'run.goOn').waitFor()
  // The run under way may end at any moment; the order is changed when nothing moves any more.
  await at.page.locator('.sentence').filter({ hasText: at.t('run.pausedIdle') }).waitFor({ timeout: 300_000 })
}

/** With the keys alone: one down and up, the last one first, one taken out and put back. */
export async function reorder(at: Flow): Promise<void> {
  const { page, t } = at
  const list = page.getByRole('grid', { name: t('run.order.title') })
  const rows = list.locator('tbody tr')
  const order = () => rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].slice(1, 3).map((cell) => cell.textContent!.trim()).join(' ')))
  await expect.poll(() => rows.count(), slow).toBeGreaterThan(2)
  await page.waitForTimeout(500)
  const first = await order()
  await rows.first().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(order).toEqual([first[1], first[0], ...first.slice(2)])
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(order).toEqual(first)
  await page.keyboard.press('End')
  await page.keyboard.press('n')
  await expect.poll(order).toEqual([first.at(-1), ...first.slice(0, -1)])
  await picture(at, '04-queue')
  await accessible(at, 'queue')
  await page.locator('[role=grid][aria-busy=false]').waitFor()
  await page.reload()
  await expect.poll(order, slow).toEqual([first.at(-1), ...first.slice(0, -1)])
  await rows.nth(1).focus()
  await page.keyboard.press('Delete')
  await expect.poll(() => rows.count(), slow).toBe(first.length - 1)
  await page.locator('.notice').last().getByRole('button', { name: t('app.undo') }).click()
  await expect.poll(() => rows.count(), slow).toBe(first.length)
}

export async function goOn(at: Flow): Promise<void> {
  await keyed(at, 'run.goOn').click()
  await allDone(at)
  await picture(at, '05-done')
  await accessible(at, 'run done')
}

/** One epoch more: a comparison of its own that says where it goes on from. */
export async function trainOn(at: Flow): Promise<void> {
  const { page, t } = at
  const before = page.url()
  const more = page.locator('form.extend').getByRole('textbox')
  await more.fill('1')
  await button(at, 'run.extend.go').click()
  await page.waitForURL((url) => /\/comparisons\/[^/]+\/run$/.test(url.href) && url.href !== before)
  await page.getByText(t('run.extend.from'), { exact: false }).first().waitFor()
  const parent = await page.locator('.head a[href*="/comparisons/"]').getAttribute('href')
  expect(before).toContain(parent!.replace(/.*\/comparisons\/([^/]+)\/.*/, '$1'))
  await allDone(at)
  await picture(at, '06-trained-on')
  await accessible(at, 'trained on')
}
