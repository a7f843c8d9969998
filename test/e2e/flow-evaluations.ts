/** Many images at once: folders of classes, a ZIP with a table of labels, and some hundred that are stopped. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import sharp from 'sharp'
import { expect } from 'vitest'
import { digits } from '../../main/datasets/digit-images.ts'
import { lines } from './downloads.ts'
import { accessible, button, drop, picture, type Flow } from './flow.ts'

const slow = { timeout: 300_000, interval: 200 }

export interface Given { classes: string; zip: string; many: string; labelled: number }

/** 12 images of each of three classes and one that is cut off; 15 in a ZIP with their labels, one not an image; 1,500 without labels. */
export async function given(folder: string): Promise<Given> {
  const png = (ink: Uint8Array) => sharp(Buffer.from(ink), { raw: { width: 8, height: 8, channels: 1 } }).png().toBuffer()
  const all = digits()
  const paths = { classes: join(folder, 'my classes'), zip: join(folder, 'with labels.zip'), many: join(folder, 'many'), labelled: 36 }
  for (const label of [1, 4, 7]) {
    mkdirSync(join(paths.classes, String(label)), { recursive: true })
    for (const digit of all.filter((one) => one.label === label).slice(0, 12)) writeFileSync(join(paths.classes, String(label), `${digit.index}.png`), await png(digit.ink))
  }
  const whole = await png(all[0]!.ink)
  writeFileSync(join(paths.classes, '4', 'cut off.png'), whole.subarray(0, whole.length >> 1))
  const some = all.slice(20, 35)
  const files = Object.fromEntries(await Promise.all(some.map(async (digit) => [`${digit.index}.png`, new Uint8Array(await png(digit.ink))] as const)))
  const table = ['file,label', ...some.map(({ index, label }) => `${index}.png,${label}`)].join('\n')
  writeFileSync(paths.zip, zipSync({ ...files, 'no image.png': new TextEncoder().encode('these are words'), 'labels.csv': new TextEncoder().encode(table) }))
  mkdirSync(paths.many, { recursive: true })
  for (const digit of all.slice(0, 1500)) writeFileSync(join(paths.many, `${digit.index}.png`), await png(digit.ink))
  return paths
}

/** Dropped on the page of evaluations; answered by the named models of the comparison that was trained, or by all of the one that is offered. */
async function evaluate(at: Flow, path: string, models: string[] | null): Promise<void> {
  const { page, t } = at
  await page.goto(page.url().replace(/#.*/, '#/evaluations/new'))
  if (models) await page.getByLabel(t('evaluations.modelsOf')).selectOption({ label: 'Workbench' })
  const choices = page.getByRole('group', { name: t('evaluations.whoAnswers') }).getByRole('checkbox')
  await choices.first().waitFor()
  await drop(at, page.locator('section.given'), [path])
  await page.locator('section.given h2').filter({ hasText: path.split('/').at(-1)!.replace(/\.zip$/, '') }).waitFor()
  for (const choice of await choices.all()) {
    const name = await choice.evaluate((box) => box.closest('label')!.textContent!.trim())
    if ((await choice.getAttribute('aria-checked') === 'true') !== (models?.includes(name) ?? true)) await choice.click()
  }
  await button(at, 'evaluations.begin').click()
  await page.waitForURL(/\/evaluations\/(?!new)[^/]+$/)
}
const untilAnswered = ({ page, t }: Flow, images: number) => page.locator('.line p.mid').filter({ hasText: t('evaluations.finished', { n: images }) }).waitFor({ timeout: 300_000 })
const rows = ({ page, t }: Flow) => page.getByRole('grid', { name: t('evaluations.table') })
const count = async (at: Flow) => Number(await rows(at).getAttribute('aria-rowcount')) - 1

/** Every model that is offered answers a folder of classes. */
export async function evaluateFolder(at: Flow, path: string, labelled: number): Promise<void> {
  await evaluate(at, path, null)
  await untilAnswered(at, labelled + 1)
  await at.page.getByText(at.t('evaluations.labels.folders', { n: labelled })).first().waitFor()
}

/** Folders named as classes are labels: metrics, what is wrong, what was left out, sorted, opened, taken along. */
export async function labelledFolder(at: Flow, paths: Given, models: string[]): Promise<void> {
  const { page, t } = at
  await evaluate(at, paths.classes, models)
  await untilAnswered(at, paths.labelled + 1)
  await page.getByText(t('evaluations.labels.folders', { n: paths.labelled })).first().waitFor()
  const measured = page.getByRole('group', { name: t('evaluations.metrics') }).locator('tbody tr')
  await expect.poll(() => measured.count(), slow).toBe(models.length)
  for (const text of await measured.locator('td:nth-child(2)').allTextContents()) expect(Number.parseFloat(text)).toBeGreaterThanOrEqual(0)
  await page.locator('.found .finding').waitFor()
  await picture(at, '40-evaluation')
  await accessible(at, 'evaluation')

  const show = page.getByRole('combobox', { name: t('evaluations.show') })
  await show.selectOption({ label: t('evaluations.refused') })
  await expect.poll(() => count(at)).toBe(1)
  await expect.poll(() => rows(at).locator('.why').textContent().catch(() => ''), slow).toMatch(/.{8}/)
  await show.selectOption({ label: t('evaluations.wrongOf', { name: models[0]! }) })
  await expect.poll(() => count(at)).toBeLessThan(paths.labelled)
  await show.selectOption({ label: t('evaluations.all') })
  await expect.poll(() => count(at)).toBe(paths.labelled + 1)

  await rows(at).getByRole('columnheader').filter({ hasText: models[0]! }).getByRole('button', { name: new RegExp(`^${t('evaluations.probability')}`) }).click()
  await expect.poll(() => rows(at).locator('[aria-sort=ascending], [aria-sort=descending]').count()).toBeGreaterThan(0)
  const shares = async () => (await rows(at).locator('.row:not(.head)').locator('.given:first-of-type .p, .given .p').allTextContents()).filter((_, i) => i % models.length === 0).map((text) => Number.parseFloat(text))
  await expect.poll(async () => { const all = (await shares()).slice(0, 5); return all.length === 5 && (all.every((value, i) => !i || value <= all[i - 1]!) || all.every((value, i) => !i || value >= all[i - 1]!)) }, slow).toBe(true)

  const table = lines((await at.host.saved(page, () => button(at, 'evaluations.csv').click())).bytes)
  expect(table).toHaveLength(paths.labelled + 2)
  expect(table.filter((line) => line[1] === '4').length).toBeGreaterThanOrEqual(12)

  await rows(at).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/images(\?|$)/)
  await page.locator('.bench .column .answer').first().waitFor()
  await picture(at, '41-opened')
  await page.goBack()
  await rows(at).waitFor()
}

/** A table of labels inside of a ZIP counts as well. */
export async function labelledZip(at: Flow, paths: Given, models: string[]): Promise<void> {
  const { page, t } = at
  await evaluate(at, paths.zip, models)
  await untilAnswered(at, 16)
  await page.getByText(t('evaluations.labels.table', { n: 15 })).first().waitFor()
  await page.getByRole('group', { name: t('evaluations.metrics') }).locator('tbody tr').first().waitFor()
  await accessible(at, 'evaluation of a ZIP')
}

/** Some hundred images, stopped on the way: what was answered is kept and can be taken along. */
export async function stopMany(at: Flow, paths: Given, models: string[]): Promise<void> {
  const { page, t } = at
  await evaluate(at, paths.many, models)
  const stop = button(at, 'evaluations.cancel')
  await page.getByText(new RegExp(t('evaluations.progress', { done: '[1-9]\\d*', total: '\\d+.?\\d+' }))).first().waitFor()
  await picture(at, '42-live')
  await stop.click()
  await expect.poll(() => stop.count(), slow).toBe(0)
  await page.getByText(new RegExp(t('evaluations.partly', { done: '.+', total: '.+' }))).first().waitFor()
  expect(await count(at)).toBeGreaterThan(0)
  expect(await count(at)).toBeLessThan(1500)
  await page.goto(page.url().replace(/#.*/, '#/evaluations'))
  await page.getByRole('row').nth(1).waitFor()
  await picture(at, '43-evaluations')
  await accessible(at, 'evaluations')
}

