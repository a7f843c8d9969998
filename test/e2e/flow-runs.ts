/** The table of all runs, as someone uses it who has trained a lot: archive, groups by a setting, two groups against each other, where runs came from. */
import { expect } from 'vitest'
import { accessible, button, goTo, picture, type Flow } from './flow.ts'

const slow = { timeout: 60_000, interval: 150 }
const table = ({ page, t }: Flow, role: 'grid' | 'treegrid' = 'grid') => page.getByRole(role, { name: t('runs.table') })
const count = async (at: Flow, role: 'grid' | 'treegrid' = 'grid') => Number(await table(at, role).getAttribute('aria-rowcount')) - 1
const filter = ({ page, t }: Flow, words: string) => page.getByRole('searchbox', { name: t('runs.filter') }).fill(words)
const selection = ({ page, t }: Flow) => page.getByRole('group', { name: t('runs.selection') })
const closePopover = async ({ page }: Flow) => { await page.keyboard.press('Escape'); await expect.poll(() => page.locator('.popover').count()).toBe(0) }

/** Put away, shown with the others again, and taken out of the archive. */
export async function archive(at: Flow): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.runs')
  await table(at).waitFor()
  const before = await count(at)
  await table(at).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('x')
  await selection(at).getByRole('button', { name: t('runs.archive'), exact: true }).click()
  await expect.poll(() => count(at)).toBe(before - 1)
  await button(at, 'runs.filters').click()
  await page.locator('.popover').getByRole('checkbox', { name: t('runs.showArchived'), exact: true }).click()
  await closePopover(at)
  await expect.poll(() => count(at)).toBe(before)
  await page.locator('[role=row].archived').first().waitFor()
  await picture(at, '15-archived')
  await selection(at).getByRole('button', { name: t('runs.unarchive'), exact: true }).click()
  await expect.poll(() => page.locator('[role=row].archived').count()).toBe(0)
  await page.getByRole('button', { name: t('runs.dropFilter', { name: t('runs.withArchived') }) }).click()
  await selection(at).getByRole('button', { name: t('runs.unselect') }).click()
}

/** A setting that differs as a column and as what the lines are grouped by; a line opens to its runs; a file of what is shown. */
export async function groupBySetting(at: Flow, comparison: string): Promise<void> {
  const { page, t } = at
  await filter(at, comparison)
  await button(at, 'runs.chooseColumns').click()
  await page.locator('.popover').getByRole('checkbox', { name: t('runs.fields.model'), exact: true }).click()
  await closePopover(at)
  await page.getByRole('columnheader', { name: t('runs.fields.model'), exact: true }).first().waitFor()
  await button(at, 'runs.groupBy').click()
  await page.locator('.popover').getByRole('checkbox', { name: t('runs.fields.model'), exact: true }).click()
  await closePopover(at)
  await expect.poll(() => count(at, 'treegrid'), slow).toBe(2)
  await table(at, 'treegrid').focus()
  for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key)
  await expect.poll(() => count(at, 'treegrid')).toBeGreaterThan(2)
  await picture(at, '16-grouped')
  await accessible(at, 'runs grouped')
  await page.getByRole('button').filter({ hasText: t('runs.groupedBy').split(' | ')[0]!.replace(/\{n\}.*/, '').trim() }).first().click()
  await page.locator('.popover').getByRole('checkbox', { name: t('runs.fields.model'), exact: true }).click()
  await closePopover(at)
  await filter(at, '')
}

/** Two models, marked with the mouse, against each other; gives the address of the page that tells. */
export async function twoGroups(at: Flow, comparison: string, before: string, after: string, seeds: number): Promise<string> {
  const { page, t } = at
  for (const [side, model] of [['A', before], ['B', after]] as const) {
    await filter(at, `${comparison} ${model}`)
    await expect.poll(() => count(at), slow).toBe(seeds)
    await page.getByRole('checkbox', { name: t('runs.selectAll') }).click()
    await selection(at).getByRole('button', { name: t('runs.asSide', { side }), exact: true }).click()
  }
  await filter(at, '')
  await button(at, 'runs.compareGroups').click()
  await page.waitForURL(/\/groups\?/)
  await page.locator('main .finding').waitFor({ timeout: 60_000 })
  const overSeeds = page.locator('section').filter({ has: page.getByRole('heading', { name: t('groups.overSeeds') }) })
  expect(await overSeeds.locator('tbody tr').count()).toBe(seeds + 1)
  const told = (await page.locator('main .finding').innerText()).trim()
  expect(told).toContain(after)
  expect(await page.getByText(t('groups.midP')).count()).toBe(1)
  await picture(at, '17-groups')
  await accessible(at, 'groups')
  const address = page.url().replace(/^[^#]*#/, '')
  await button(at, 'groups.turn').click()
  await expect.poll(() => page.locator('main .finding').innerText(), slow).not.toBe(told)
  await page.goBack()
  return address
}

/** Beside a run that was trained on stands what it goes on from, and beside that one what continued it. */
export async function lineage(at: Flow): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.runs')
  await table(at).waitFor()
  await table(at).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Home')
  const details = page.getByRole('complementary', { name: t('runs.details') })
  if (!await details.count()) await page.keyboard.press('Space')
  const from = details.locator('li').filter({ hasText: t('runs.goesOnFrom') }).getByRole('button')
  await from.waitFor()
  await picture(at, '18-lineage')
  await accessible(at, 'lineage')
  await from.click()
  await details.locator('li').filter({ hasText: t('runs.continuedBy') }).waitFor()
  await details.getByRole('button', { name: t('app.close') }).click()
}
