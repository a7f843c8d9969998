/**
 * What someone does with the window, step by step, the same in a browser and in the desktop: start a comparison, watch it,
 * stop it and go on, read the result, ask about images, export the report. Each step waits for what a user would see.
 */
import { starters } from '../../main/plans/starters.ts'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from './accessibility.ts'
import { browserHost, type Host } from './host.ts'
import type { Pictures } from './pictures.ts'
import { root } from './serving.ts'
import { watch, type Watch } from './watch.ts'
import { counted, type Say } from './words.ts'

/** A run of a few seconds may wait for a busy machine. */
const long = 300_000
const asLongAs = { timeout: long, interval: 200 }

export interface Flow { page: Page; t: Say; host: Host; pictures: string; watched: Watch; shutOut: string[] }

/** `name` is the folder in test-results/ that gets a picture of every step; `t` speaks the language the window has now. What the page complains of is heard from here on. */
export function flow(page: Page, t: Say, name: string, host: Host = browserHost): Flow {
  const pictures = join(root, 'test-results', name)
  mkdirSync(pictures, { recursive: true })
  page.setDefaultTimeout(60_000)
  return { page, t, host, pictures, watched: watch(page), shutOut: [] }
}

export const picture = ({ page, pictures }: Flow, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) })

const heading = (page: Page) => page.locator('main h1').first()
export const button = ({ page, t }: Flow, key: string) => page.getByRole('button', { name: t(key), exact: true })
/** Pages are fetched when first opened; the link is marked when its page has come. */
async function follow(link: Locator): Promise<void> {
  await link.click()
  await expect.poll(() => link.getAttribute('aria-current'), asLongAs).toBe('page')
}
export const stage = ({ page, t }: Flow, name: string) => follow(page.getByRole('navigation', { name: t('app.stages') }).getByRole('link', { name: t(`app.stage.${name}`) }))
export const goTo = ({ page, t }: Flow, key: string) => follow(page.getByRole('navigation', { name: t('app.main') }).getByRole('link', { name: new RegExp(`^${t(key)}`) }).first())

/** Kept for the end, so that one missing label does not hide what comes after it. */
export async function accessible({ page, shutOut }: Flow, name: string): Promise<void> {
  shutOut.push(...(await violations(page)).map((violation) => `${name}: ${violation}`))
}

/** What the page complained of, and what axe found, on the way here; it is not watched any more. */
export function complaints({ watched, shutOut }: Flow): string[] {
  watched.stop()
  return [...watched.heard, ...shutOut]
}

export async function startPage(at: Flow): Promise<void> {
  const { page, t } = at
  await heading(page).filter({ hasText: t('start.question').split('\n')[0]! }).waitFor()
  await expect.poll(() => button(at, 'start.run').or(page.getByRole('button', { name: t('start.runNamed', { name: '' }) })).count(), asLongAs).toBe(starters().length)
}

/** A starter's plan as a file, made shorter by hand, as someone would who has no time. */
export async function startShortened(at: Flow, starter: string, shorten: (yaml: string) => string): Promise<void> {
  const { page, t } = at
  await page.getByRole('link', { name: t('start.lookNamed', { name: starter }), exact: true }).click()
  await startWritten(at, shorten)
}

/** A plan as a file with fewer epochs and seeds. */
export const brief = (yaml: string, epochs: number, seeds: number[]): string => yaml.replace(/epochs: \d+/, `epochs: ${epochs}`).replace(/seeds:(\s*-\s*\d+)+|seeds: *\[[^\]]*\]/, `seeds: [${seeds.join(', ')}]`)

/** The plan that is open, changed as a file and started. */
export async function startWritten(at: Flow, change: (yaml: string) => string): Promise<void> {
  const { page, t } = at
  await button(at, 'plan.asFile').click()
  const file = page.getByRole('textbox', { name: t('plan.file.title') })
  await expect.poll(() => file.inputValue(), asLongAs).toContain('fovea: 1')
  await file.fill(change(await file.inputValue()))
  await button(at, 'plan.file.use').click()
  await page.locator('button.start.go').click()
}

export const startStarter = ({ page, t }: Flow, starter: string) => page.getByRole('button', { name: t('start.runNamed', { name: starter }), exact: true }).click()

/** The number that a chart's words end with; null before there is one. */
const lastNumber = async (chart: Locator) => /(-?\d+(?:\.\d+)?)$/.exec((await chart.getAttribute('aria-label')) ?? '')?.[1] ?? null
/** How many different colours a chart's canvas shows; empty axes have few, and a canvas that was not drawn has one. */
const colours = (chart: Locator) => chart.locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  return new Set(new Uint32Array(data.buffer)).size
})

/** Curves that grow while a run goes on. */
export async function liveCurves(at: Flow): Promise<void> {
  const { page, t } = at
  const loss = page.getByRole('img', { name: t('run.lossSays', { list: '' }) })
  await expect.poll(() => lastNumber(loss), asLongAs).not.toBeNull()
  const first = await loss.getAttribute('aria-label')
  await expect.poll(() => loss.getAttribute('aria-label'), asLongAs).not.toBe(first)
  await expect.poll(() => colours(loss), asLongAs).toBeGreaterThan(8)
  expect(await page.getByRole('status').filter({ hasText: /\d/ }).count()).toBeGreaterThan(0)
}

/** Stops what runs, sees it stopped with runs left over, and goes on. */
export async function stopAndContinue(at: Flow): Promise<void> {
  const { page } = at
  await button(at, 'run.stopNow').click()
  await button(at, 'run.continueAll').waitFor({ timeout: long })
  expect(await page.locator('.queue .stopped').count()).toBeGreaterThan(0)
  await button(at, 'run.continueAll').click()
  await button(at, 'run.stopNow').waitFor()
}

export async function untilDone({ page, t }: Flow, runs: number): Promise<void> {
  await page.locator('.sentence').filter({ hasText: t('run.allDone', { total: runs }) }).waitFor({ timeout: long })
}

/** The finding in words and the table under it; gives the finding. */
export async function result(at: Flow, variants: number): Promise<string> {
  const { page, t } = at
  await stage(at, 'result')
  const finding = page.locator('main .finding')
  await finding.waitFor()
  const table = page.getByRole('grid', { name: t('result.table') })
  const rows = table.locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(variants)
  for (const row of await rows.all()) expect(await row.locator('.value').textContent()).toMatch(/^\d+\.\d/)
  expect(await rows.first().textContent()).toContain(t('result.baseline'))
  return (await finding.innerText()).replace(/\s+/g, ' ')
}

/** Chooses exactly these forms of the report's export, and gives the button that exports them. */
export async function exporting({ page, t }: Flow, forms: string[], key: 'report.downloadFiles' | 'report.exportFiles'): Promise<Locator> {
  for (const form of await page.locator('[data-format]').all()) {
    const box = form.getByRole('checkbox')
    if ((await box.getAttribute('aria-checked') === 'true') !== forms.includes((await form.getAttribute('data-format'))!)) await box.click()
  }
  const words = t(key).split(' | ')
  return page.getByRole('button', { name: (forms.length === 1 ? words[0]! : words.at(-1)!).replace('{n}', String(forms.length)), exact: true })
}

/** Files or folders brought in from the edge of the window and let go over the middle of something, as from the system's file manager. */
export async function drop({ page }: Flow, target: Locator, paths: string[]): Promise<void> {
  const { x, y, width, height } = (await target.boundingBox())!
  const middle = { x: x + width / 2, y: y + height / 2 }
  const session = await page.context().newCDPSession(page)
  // A page that goes on to another place with what was dropped does not always say that it took it; what it shows next tells.
  const said = (sent: Promise<unknown>) => Promise.race([sent.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 5000))])
  for (const [type, place] of [['dragEnter', { x: 1, y: 1 }], ['dragOver', middle], ['dragOver', middle], ['drop', middle]] as const) await said(session.send('Input.dispatchDragEvent', { type, ...place, data: { items: [], files: paths, dragOperationsMask: 1 } }))
  await said(session.detach())
}

/** Every model answers for the good file with probabilities that can be, at least `maps` of them with a map over it; the bad one says why it was left out. */
export async function askAboutImages(at: Flow, files: Pictures, expected: { models: number; maps: number }): Promise<void> {
  const { page } = at
  await stage(at, 'images')
  await drop(at, page.locator('.bench'), [files.digit, files.broken])
  const answers = page.locator('article.column')
  await expect.poll(() => answers.locator('.answer b').count(), asLongAs).toBe(expected.models)
  for (const answer of await answers.all()) {
    expect(await answer.locator('.answer b').textContent()).toMatch(/^\d$/)
    expect(await answer.locator('.took').textContent()).toMatch(/\d/)
    const parts = (await answer.locator('.p').allTextContents()).map((text) => Number.parseFloat(text))
    expect(parts).toEqual([...parts].sort((a, b) => b - a))
    expect(parts[0]).toBeGreaterThan(0)
    expect(parts.reduce((a, b) => a + b)).toBeLessThan(100.2)
  }
  await expect.poll(() => answers.locator('.tile canvas.over').count()).toBeGreaterThanOrEqual(expected.maps)
  const listed = page.locator('.list .item')
  expect(await listed.locator('.file').allTextContents()).toEqual([files.digit, files.broken].map((file) => basename(file)))
  await expect.poll(() => listed.nth(1).locator('.why').textContent().catch(() => null), asLongAs).toMatch(/.{10}/)
}

/** The report inside the window tells the same finding. */
export async function readReport(at: Flow, finding: string): Promise<void> {
  const { page, t } = at
  await stage(at, 'report')
  const paper = page.frameLocator(`iframe[title="${t('report.preview')}"]`)
  await paper.locator('body').filter({ hasText: finding }).waitFor({ timeout: long })
  expect(await paper.locator('svg').count()).toBeGreaterThan(2)
}

/** Takes back what the notice with these words tells of; others may still stand beside it. */
export const takeBack = ({ page, t }: Flow, says: string) => page.locator('.notice').filter({ hasText: says }).last().getByRole('button', { name: t('app.undo') }).click()

/** Deletes the first run of the list and takes it back. */
export async function removeAndUndo(at: Flow, runs: number): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.runs')
  const grid = page.getByRole('grid', { name: t('runs.table') })
  const total = async () => Number(await grid.getAttribute('aria-rowcount')) - 1
  await expect.poll(total).toBe(runs)
  await grid.getByRole('row').nth(1).getByRole('checkbox').check()
  await page.locator('.selection .delete').click()
  await expect.poll(total).toBe(runs - 1)
  await takeBack(at, counted(t, 'runs.removed', 1))
  await expect.poll(total).toBe(runs)
}

/** The comparison that is open goes, with its runs, and comes back. */
export async function removeComparison(at: Flow, name: string): Promise<void> {
  const { page, t } = at
  const lines = page.getByRole('navigation', { name: t('app.main') }).getByRole('link').filter({ hasText: name })
  const before = await lines.count()
  await button(at, 'app.remove').click()
  await expect.poll(() => lines.count(), asLongAs).toBe(before - 1)
  await takeBack(at, t('app.removed', { name }))
  await expect.poll(() => lines.count(), asLongAs).toBe(before)
}

/** A folder of one's own, dropped wherever, becomes a dataset that says what was left out, is removed and taken back, and is where the next plan begins. */
export async function importFolder(at: Flow, folder: string, broken: string): Promise<void> {
  const { page, t } = at
  const name = basename(folder)
  await goTo(at, 'app.start')
  await drop(at, page.locator('main'), [folder])
  await button(at, 'datasets.import.start').click()
  const row = page.getByRole('region', { name: t('datasets.here') }).getByRole('link').filter({ hasText: name })
  await row.waitFor({ timeout: long })
  await row.click()
  await page.locator('main').getByText(broken).first().waitFor()
  await picture(at, 'dataset')
  await accessible(at, 'a dataset')
  await button(at, 'datasets.remove').click()
  await expect.poll(() => row.count(), asLongAs).toBe(0)
  await takeBack(at, t('datasets.removed', { name }))
  await page.getByRole('link', { name: t('datasets.compareOn') }).click()
}

/** A mechanism of the catalogue goes into the plan that is being written. */
export async function tryMechanism(at: Flow, mechanism: string): Promise<void> {
  const { page, t } = at
  await goTo(at, 'app.catalogue')
  await page.getByRole('link', { name: mechanism, exact: true }).click()
  await page.getByRole('link', { name: t('catalogue.try'), exact: true }).click()
  await page.locator('main').getByText(mechanism).first().waitFor()
}

/** The plan of the comparison that is open, once more and changed. */
export async function startAgain(at: Flow, change: (yaml: string) => string): Promise<void> {
  await stage(at, 'plan')
  await at.page.getByRole('link', { name: at.t('plan.useAsNew') }).click()
  await at.page.locator('button.start.go').waitFor()
  await startWritten(at, change)
}

/** Another language and look, chosen in Settings; gives the flow in that language. */
export async function choose(at: Flow, language: 'English' | '中文', theme: 'light' | 'dark', t: Say): Promise<Flow> {
  const { page } = at
  await goTo(at, 'app.settings')
  await page.locator('label').filter({ hasText: new RegExp(`^${language}$`) }).click()
  await page.locator('label').filter({ hasText: new RegExp(`^${t(`settings.${theme}`)}$`) }).click()
  await expect.poll(() => page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual([language === 'English' ? 'en' : 'zh-CN', theme])
  return { ...at, t }
}
