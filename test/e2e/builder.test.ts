/**
 * Building a comparison and ordering its runs, in Chromium through `fovea serve`, in each language: many variants at once, a control
 * matched in size, what waits put in another order by keys, taken out and put back, and all trained on for longer.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildWindow, windowReady } from '../../main/setup/window.js'
import { languages } from '../../preload/contract/text.ts'
import { accessible, button, flow, picture, startPage, startWritten, untilDone, type Flow } from './flow.ts'
import { chromiumProgram, startServing, type Serving } from './serving.ts'
import { watch, type Watch } from './watch.ts'
import { speak } from './words.ts'

const program = chromiumProgram()
const names = { en: { heads: 'Multi-head attention', channels: 'Squeeze-and-excitation', pooling: 'Softmax pooling', places: ['Stage 2', 'Stage 3'] }, 'zh-CN': { heads: '多头注意力', channels: 'SE 通道注意力', pooling: 'Softmax 空间池化', places: ['阶段 2', '阶段 3'] } }
const dark = { en: false, 'zh-CN': true }
const quick = { timeout: 30_000, interval: 100 }

describe.skipIf(program === null).each(languages)('building in %s', (language) => {
  const home = mkdtempSync(join(tmpdir(), 'fovea-builder-'))
  const say = names[language]
  let serving: Serving
  let browser: Browser
  let page: Page
  let watched: Watch
  let at: Flow

  beforeAll(async () => {
    if (!windowReady()) await buildWindow()
    serving = await startServing(home)
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language, colorScheme: dark[language] ? 'dark' : 'light' })).newPage()
    watched = watch(page)
    at = flow(page, speak(language), `builder-${language}`)
    await page.goto(serving.url)
  })
  // Each step stands on the one before.
  let lost = false
  beforeEach(({ skip, onTestFailed }) => {
    skip(lost, 'an earlier step failed')
    onTestFailed(() => { lost = true })
  })
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  /** So many runs the plan has. */
  const runs = async () => Number.parseInt((await page.locator('aside .runs').textContent()) ?? '', 10)

  test('many variants are counted, timed, added in one step and taken back in one', async () => {
    await startPage(at)
    await page.goto(`${new URL(page.url()).origin}/#/new?starter=digits`)
    await button(at, 'plan.matrix.open').click()
    await expect.poll(runs, quick).toBe(12)
    const lists = page.locator('.lists')
    for (const name of [say.heads, say.channels, say.pooling, ...say.places]) await lists.getByRole('checkbox', { name, exact: true }).click()
    const preview = page.locator('.preview')
    // Each of two mechanisms in two places; one of these is in the plan already. Pooling has no place here, which is said.
    await expect.poll(() => preview.locator('tbody tr').count(), quick).toBe(3)
    await expect.poll(() => preview.locator('tbody td.num').first().textContent(), quick).toMatch(/^\d/)
    expect(await preview.locator('details').textContent()).toContain(say.pooling)
    await preview.getByRole('button', { name: at.t('plan.cost.measure'), exact: true }).click()
    await expect.poll(() => preview.locator('.told b').count(), { timeout: 300_000 }).toBe(1)
    await picture(at, '01-many')
    await accessible(at, 'Try many')
    await preview.locator('.buttons button').click()
    await expect.poll(runs, quick).toBe(21)
    await button(at, 'app.undo').click()
    await expect.poll(runs, quick).toBe(12)
  })

  test('a control is matched in size, and what is left of the difference is said', async () => {
    await button(at, 'plan.match.open').click()
    await page.getByRole('button', { name: at.t('plan.match.addSays', { quantity: at.t('plan.match.parameters') }), exact: true }).click()
    await expect.poll(() => page.getByText(at.t('plan.control'), { exact: true }).count(), quick).toBe(1)
    await expect.poll(() => page.getByRole('region', { name: at.t('plan.fair.title') }).textContent(), quick).toMatch(/[+−]?0\.\d.?%/)
    await picture(at, '02-control')
    await accessible(at, 'Control')
  })

  const waiting = () => page.getByRole('grid', { name: at.t('run.order.title') }).locator('tbody tr')
  /** Main has answered every move. */
  const kept = () => page.locator('[role=grid][aria-busy=false]').waitFor()
  const order = async () => (await waiting().locator('td:nth-child(-n+3)').allTextContents()).join(' ')

  test('what waits is put in another order by keys, and the order is kept', async () => {
    await startWritten(at, (yaml) => yaml.replace(/epochs: \d+/, 'epochs: 1'))
    await waiting().first().waitFor()
    await button(at, 'run.pause').or(page.getByRole('button', { name: new RegExp(`^${at.t('run.pause')}`) })).first().click()
    await page.getByRole('button', { name: new RegExp(`^${at.t('run.goOn')}`) }).waitFor()
    // The run under way ends; from then on nothing moves by itself.
    await expect.poll(() => page.locator('.queue .live').count(), { timeout: 300_000 }).toBe(0)
    const cells = () => waiting().locator('td:nth-child(2)').allTextContents()
    const [first, second, third] = await cells()
    await waiting().first().focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(async () => (await cells()).slice(0, 3), quick).toEqual([second, first, third])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('n')
    await expect.poll(async () => (await cells()).slice(0, 3), quick).toEqual([third, second, first])
    await kept()
    const after = await order()
    await page.reload()
    await waiting().first().waitFor()
    expect(await order()).toBe(after)
    await picture(at, '03-waiting')
    await accessible(at, 'What waits')
  })

  test('a run taken out comes back to its place', async () => {
    const [before, count] = [await order(), await waiting().count()]
    await waiting().nth(1).focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => waiting().count(), quick).toBe(count - 1)
    await button(at, 'app.undo').click()
    await expect.poll(() => waiting().count(), quick).toBe(count)
    expect(await order()).toBe(before)
  })

  test('when all is done it is trained on, and says what it goes on from', async () => {
    await page.getByRole('button', { name: new RegExp(`^${at.t('run.goOn')}`) }).click()
    await untilDone(at, 15)
    await page.getByLabel(at.t('run.extend.more')).fill('1')
    await picture(at, '04-done')
    await accessible(at, 'Train on')
    await button(at, 'run.extend.go').click()
    await page.getByText(at.t('run.extend.from')).waitFor()
    await untilDone(at, 15)
    await picture(at, '05-trained-on')
  })

  test('nobody was shut out, and the page complained of nothing', () => {
    expect(at.shutOut).toEqual([])
    expect(watched.heard).toEqual([])
  })
})
