/**
 * Building a comparison and ordering its runs, in Chromium through `fovea serve`, in each language: many variants at once, a control
 * matched in size, what waits put in another order by keys, taken out and put back, and all trained on for longer.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { languages } from '../../preload/contract/text.ts'
import { accessible, brief, button, complaints, picture, startPage, startWritten, untilDone, type Flow } from './flow.ts'
import { inChromium, served, stepByStep } from './window.ts'

const names = { en: { heads: 'Multi-head attention', channels: 'Squeeze-and-excitation', pooling: 'Softmax pooling', places: ['Stage 2', 'Stage 3'] }, 'zh-CN': { heads: '多头注意力', channels: 'SE 通道注意力', pooling: 'Softmax 空间池化', places: ['阶段 2', '阶段 3'] } }
const quick = { timeout: 30_000, interval: 100 }

inChromium.each(languages)('building in %s', (language) => {
  const here = served()
  const say = names[language]
  let page: Page
  let at: Flow

  beforeAll(async () => {
    at = await here.open({ pictures: `builder-${language}`, language, colorScheme: language === 'en' ? 'light' : 'dark' })
    page = at.page
    await page.goto(here.url)
  })
  stepByStep(() => picture(at, 'failed'))

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
    await startWritten(at, (yaml) => brief(yaml, 1, [1, 2]))
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
    await untilDone(at, 10)
    await page.getByLabel(at.t('run.extend.more')).fill('1')
    await picture(at, '04-done')
    await accessible(at, 'Train on')
    await button(at, 'run.extend.go').click()
    await page.getByText(at.t('run.extend.from')).waitFor()
    await untilDone(at, 10)
    await picture(at, '05-trained-on')
  })

  test('nobody was shut out, and the page complained of nothing', () => {
    expect(complaints(at)).toEqual([])
  })
})
