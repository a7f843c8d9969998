/** A report made one's own: words, what it holds and in what order, seen at once, and the file with its small layer of interaction. */
import { expect } from 'vitest'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { accessible, exporting, picture, stage, type Flow } from './flow.ts'
import { watch } from './watch.ts'

const slow = { timeout: 120_000, interval: 200 }
const paper = ({ page, t }: Flow) => page.frameLocator(`iframe[title="${t('report.preview')}"]`)
const words = { title: 'Which look helps here', question: 'Does softmax pooling read these digits better?', notes: 'Trained for two epochs only.\n\nTo be repeated with more.' }

/** What is written and left out stands in the preview at once, and is there again after the page was left. */
export async function editReport(at: Flow, leftOut: string): Promise<void> {
  const { page, t } = at
  await stage(at, 'report')
  await paper(at).locator('h1').first().waitFor({ timeout: 120_000 })
  for (const key of ['title', 'question', 'notes'] as const) await page.getByRole('textbox', { name: t(`report.${key}`), exact: true }).fill(words[key])
  await paper(at).locator('body').filter({ hasText: words.title }).filter({ hasText: words.question }).filter({ hasText: 'To be repeated with more.' }).waitFor()
  const sections = page.getByRole('region', { name: t('report.sections') })
  await sections.getByRole('checkbox', { name: t('report.sectionNames.confusion'), exact: true }).uncheck()
  await page.getByRole('group', { name: t('report.models') }).getByRole('checkbox', { name: leftOut, exact: true }).uncheck()
  // The finding counts all that was tested; tables and charts do not show it.
  await expect.poll(async () => (await paper(at).locator('table.sortable').first().innerText()).includes(leftOut), slow).toBe(false)
  const order = () => sections.locator('li').allInnerTexts()
  const before = (await order()).map((text) => text.trim())
  await sections.locator('.grip').nth(1).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(async () => (await order()).map((text) => text.trim()).slice(0, 2)).toEqual([before[1], before[0]])
  const heads = () => paper(at).locator('h2').allInnerTexts()
  await expect.poll(heads, slow).not.toEqual([])
  await page.waitForTimeout(600)
  await picture(at, '50-report')
  await accessible(at, 'report')
  await page.reload()
  await paper(at).locator('body').filter({ hasText: words.title }).waitFor({ timeout: 120_000 })
  expect(await page.getByRole('textbox', { name: t('report.title'), exact: true }).inputValue()).toBe(words.title)
}

const taken = (at: Flow, form: string, ending: string) => at.host.report(at.page, async () => { await (await exporting(at, [form], at.host.exports)).click() }, ending)

/** Both forms say the same; in a browser the page sorts, hides and complains of nothing, from a file and without a network. */
export async function takeReport(at: Flow, leftOut: string, browser: Browser): Promise<void> {
  const markdown = await taken(at, 'markdown', '.md')
  expect(markdown.name).toMatch(/\.md$/)
  for (const word of [words.title, words.question, 'To be repeated with more.']) expect(markdown.bytes.toString()).toContain(word)
  expect(markdown.bytes.toString().split('\n').filter((line) => line.startsWith('|') && line.includes(leftOut))).toEqual([])
  const html = await taken(at, 'html', '.html')
  expect(html.name).toMatch(/\.html$/)
  await readWithScripts(at, html.file, browser)
}

async function readWithScripts({ pictures }: Flow, file: string, browser: Browser): Promise<void> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1100, height: 900 } })
  const reader: Page = await context.newPage()
  const watched = watch(reader)
  // Kept under another ending by the browser.
  await reader.route('**/*', (route) => (route.request().url().startsWith('file:') ? route.fulfill({ path: file, contentType: 'text/html; charset=utf-8' }) : route.continue()))
  await reader.goto(`${pathToFileURL(file).href}.html`)
  const head = reader.locator('table.sortable thead th.sort').nth(1)
  await head.click()
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
  await head.getByRole('button').focus()
  await reader.keyboard.press('Enter')
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending')
  const label = reader.locator('svg[data-x] text[data-line]').last()
  const line = (await label.getAttribute('data-line'))!
  // Its whole name, then what pressing it does.
  expect(await label.locator('title').allTextContents()).toEqual([expect.stringMatching(/^.+\. .+$/)])
  await label.focus()
  await reader.keyboard.press('Enter')
  expect(await label.getAttribute('aria-pressed')).toBe('false')
  expect(await reader.locator(`svg[data-x] path[data-line="${line}"]`).first().evaluate((path) => getComputedStyle(path).display === 'none' || getComputedStyle(path).visibility === 'hidden' || Number(getComputedStyle(path).opacity) < 0.5)).toBe(true)
  await reader.screenshot({ path: `${pictures}/51-report-file.png`, fullPage: true })
  expect(watched.heard).toEqual([])
  await context.close()
}
