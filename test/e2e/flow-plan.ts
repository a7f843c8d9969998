/** Writing a plan as someone does who wants to try a lot: many variants at once, a control of the same size, what it will take. */
import { expect } from 'vitest'
import { mechanismEntries, modelEntries } from '../../main/engine/catalogue.ts'
import { inLanguage, type Language, type Text } from '../../preload/contract/text.ts'
import { accessible, button, goTo, picture, takeBack, type Flow } from './flow.ts'
import { counted } from './words.ts'

const slow = { timeout: 300_000, interval: 250 }
const sites = modelEntries.find(({ id }) => id === 'small-cnn')!.sites
const nameOf = (list: readonly { id: string; name: Text }[], id: string, language: Language) => inLanguage(list.find((one) => one.id === id)!.name, language)

const panel = ({ page, t }: Flow) => page.locator('section').filter({ has: page.getByRole('heading', { name: t('plan.matrix.title'), exact: true }) })
const inPlan = ({ page }: Flow) => page.locator('main .columns .left table').last().locator('tbody tr')

/** Ticks mechanisms and places in the lists on the left; gives how many variants stand on the right. */
async function choose(at: Flow, language: Language, mechanisms: string[], places: string[]): Promise<number> {
  const { page, t } = at
  await button(at, 'plan.matrix.open').click()
  for (const [group, list, ids] of [['plan.mechanismsLabel', mechanismEntries, mechanisms], ['plan.matrix.places', sites, places]] as const) {
    for (const id of ids) await panel(at).getByRole('group', { name: t(group) }).last().getByRole('checkbox', { name: nameOf(list, id, language), exact: true }).check()
  }
  const rows = panel(at).getByRole('region', { name: t('plan.matrix.variants') }).locator('tbody tr')
  await rows.first().waitFor()
  await expect.poll(async () => (await rows.locator('td.num').allTextContents()).every((text) => /\d/.test(text)), slow).toBe(true)
  await expect.poll(() => page.locator('.preview').getAttribute('aria-busy'), slow).toBe('false')
  return rows.count()
}

/** Many at once: counted before anything is added, added in one step and taken back in one. */
export async function tryMany(at: Flow, language: Language): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.newComparison')
  await button(at, 'plan.fresh').click()
  const before = await inPlan(at).count()
  const found = await choose(at, language, ['softmax-pooling', 'se'], ['stage2', 'stage3', 'head'])
  expect(found).toBeGreaterThan(0)
  await panel(at).getByText(counted(t, 'plan.matrix.count', found), { exact: false }).first().waitFor()
  for (const figure of await panel(at).locator('dl dd').allTextContents()) expect(figure).toMatch(/\d/)
  await panel(at).getByRole('button', { name: t('plan.cost.measure'), exact: true }).click()
  await panel(at).locator('.told b').filter({ hasText: /\d/ }).waitFor({ timeout: 300_000 })
  await picture(at, '01-many')
  await accessible(at, 'try many')

  await panel(at).getByRole('button', { name: counted(t, 'plan.matrix.add', found), exact: true }).click()
  await expect.poll(() => inPlan(at).count()).toBeGreaterThan(before)
  await page.getByRole('status').getByText(counted(t, 'plan.matrix.added', found)).waitFor()
  await takeBack(at, counted(t, 'plan.matrix.added', found))
  await expect.poll(() => inPlan(at).count()).toBe(before)
}

/** One variant by the same way, a control as large as it is, the fairness of both in words, and the time they take. */
export async function matchControl(at: Flow, language: Language): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.newComparison')
  const found = await choose(at, language, ['non-local'], ['stage3'])
  await panel(at).getByRole('button', { name: counted(t, 'plan.matrix.add', found), exact: true }).click()
  const before = await inPlan(at).count()
  await button(at, 'plan.match.open').click()
  const proposals = page.locator('.match li')
  for (const quantity of ['parameters', 'macs'] as const) await proposals.filter({ hasText: t(`plan.match.${quantity}`) }).getByRole('button').waitFor({ timeout: 300_000 })
  await picture(at, '02-match')
  await accessible(at, 'match a control')
  await proposals.getByRole('button', { name: t('plan.match.addSays', { quantity: t('plan.match.parameters') }) }).click()
  await expect.poll(() => inPlan(at).count()).toBe(before + 1)
  await page.keyboard.press('Escape')
  const fair = page.locator('section').filter({ has: page.getByRole('heading', { name: t('plan.fair.title') }) })
  await expect.poll(() => fair.locator('li').allTextContents(), slow).toContainEqual(expect.stringMatching(new RegExp(t('plan.fair.control').replace(/\{\w+\}/g, '.+'))))
  const cost = page.locator('section').filter({ has: page.getByRole('heading', { name: t('plan.cost.title') }) })
  await cost.getByRole('button', { name: t('plan.cost.measure'), exact: true }).click()
  await cost.locator('.told b').filter({ hasText: /\d/ }).waitFor({ timeout: 300_000 })
  await picture(at, '03-plan')
  await accessible(at, 'plan')
}
