/** What someone does with the table of runs: takes seeds together, labels, puts away and takes back, chooses columns, compares two groups. */
import { expect } from 'vitest'
import { button, goTo, takeBack, type Flow } from './flow.ts'
import { counted } from './words.ts'

const rowsOf = (at: Flow) => at.page.getByRole('row').filter({ has: at.page.getByRole('gridcell') })
const first = (at: Flow, role: 'grid' | 'treegrid') => at.page.getByRole(role, { name: at.t('runs.table') })
const count = async (at: Flow, role: 'grid' | 'treegrid' = 'grid') => Number(await first(at, role).getAttribute('aria-rowcount')) - 1

/** With the keys alone: a tag and its undo, the archive and its undo. */
export async function labelRuns(at: Flow): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.runs')
  const before = await count(at)
  await first(at, 'grid').focus()
  for (const key of ['x', 'j', 'x']) await page.keyboard.press(key)
  const selection = page.getByRole('group', { name: t('runs.selection') })
  await selection.getByRole('button', { name: t('runs.columns.tags'), exact: true }).click()
  await page.getByRole('textbox', { name: t('runs.newTag') }).fill('to repeat')
  await page.keyboard.press('Enter')
  await expect.poll(() => rowsOf(at).filter({ hasText: 'to repeat' }).count()).toBe(2)
  await page.keyboard.press('Escape')
  await takeBack(at, counted(t, 'runs.tagged', 2, { tag: 'to repeat' }))
  await expect.poll(() => rowsOf(at).filter({ hasText: 'to repeat' }).count()).toBe(0)
  await selection.getByRole('button', { name: t('runs.archive'), exact: true }).click()
  await expect.poll(() => count(at)).toBe(before - 2)
  await takeBack(at, counted(t, 'runs.archivedSome', 2))
  await expect.poll(() => count(at)).toBe(before)
  await selection.getByRole('button', { name: t('runs.unselect') }).click()
}

/** A note written beside the table is found by the filter. */
export async function noteRun(at: Flow, words = 'looked at twice'): Promise<void> {
  const { page, t } = at
  await first(at, 'grid').focus()
  await page.keyboard.press('Space')
  const note = page.getByRole('complementary', { name: t('runs.details') }).getByRole('textbox', { name: t('runs.columns.note') })
  await note.fill(words)
  await note.blur()
  await page.getByRole('searchbox', { name: t('runs.filter') }).fill(words.split(' ').reverse().join(' '))
  await expect.poll(() => count(at)).toBe(1)
  await page.getByRole('searchbox', { name: t('runs.filter') }).fill('')
  await page.getByRole('complementary').getByRole('button', { name: t('app.close') }).click()
}

/** Seeds together, opened by keys; a setting as a column; two models as the two groups. Gives their addresses. */
export async function groupRuns(at: Flow, models: number): Promise<URLSearchParams> {
  const { page, t } = at
  await page.getByRole('checkbox', { name: t('runs.together') }).click()
  await expect.poll(() => count(at, 'treegrid')).toBe(models)
  await first(at, 'treegrid').focus()
  for (const key of ['Control+Home', 'ArrowRight']) await page.keyboard.press(key)
  await expect.poll(() => page.locator('[role=row][aria-level="2"]').count()).toBeGreaterThan(1)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => count(at, 'treegrid')).toBe(models)
  await button(at, 'runs.chooseColumns').click()
  await page.getByRole('dialog').getByRole('checkbox', { name: t('runs.fields.mechanism'), exact: true }).click()
  await page.getByRole('columnheader', { name: t('runs.fields.mechanism'), exact: true }).waitFor()
  await page.keyboard.press('Escape')
  // What floats has the keys until it is gone.
  await expect.poll(() => page.locator('.popover').count()).toBe(0)
  await first(at, 'treegrid').focus()
  for (const key of ['Control+Home', 'x', 'Shift+A', 'j', 'x', 'Shift+B']) await page.keyboard.press(key)
  await button(at, 'runs.compareGroups').click()
  await page.waitForURL(/\/groups\?/)
  const asked = new URLSearchParams(page.url().split('?').at(-1))
  await page.goBack()
  await expect.poll(() => count(at, 'treegrid')).toBe(models)
  await page.getByRole('button', { name: t('runs.unselect') }).click()
  await page.getByRole('checkbox', { name: t('runs.together') }).click()
  return asked
}
