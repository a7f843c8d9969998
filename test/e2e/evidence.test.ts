/**
 * From a result to what stands behind it, in Chromium: a cell and its images, curves of a class, every test, near images in the
 * training set, and two groups of runs.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { comparisonId, fill } from '../bundles/fixture.ts'
import { accessible, complaints, picture, type Flow } from './flow.ts'
import { inChromium, served, stepByStep } from './window.ts'

inChromium.each([['en', 'light'], ['zh-CN', 'dark']] as const)('evidence in the window (%s)', (language, colorScheme) => {
  const here = served({ furnish: fill })
  let page: Page
  let at: Flow

  beforeAll(async () => {
    at = await here.open({ pictures: `evidence-${language}`, language, colorScheme, viewport: { width: 1440, height: 1200 } })
    page = at.page
    await page.goto(here.url)
    await page.getByText(at.t('start.drop'), { exact: false }).first().waitFor()
  })
  stepByStep(() => picture(at, 'failed'))
  const open = (address: string) => page.evaluate((hash) => { location.hash = hash }, `#${address}`)
  const show = (view: string) => page.getByRole('radiogroup', { name: at.t('evidence.view') }).getByText(at.t(`evidence.views.${view}`), { exact: true }).click()

  test('a cell of the matrix opens its images by the keyboard, and Esc goes back step by step', async () => {
    await open(`/comparisons/${comparisonId}/evidence`)
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/cell=1-1-change/)
    await page.locator('.pairs .pair').first().waitFor()
    await accessible(at, 'Evidence')
    await picture(at, '1-cell')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('cell=')
    expect(page.url()).toContain('/evidence')
  })

  test('from the result to an image and back with Esc: the same row, the same place', async () => {
    await open(`/comparisons/${comparisonId}/result`)
    const rows = page.getByRole('grid', { name: at.t('result.table') }).locator('tbody tr')
    await rows.last().click()
    await page.waitForURL(/result\?variant=/)
    const chosen = /variant=([^&]+)/.exec(page.url())![1]!
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`evidence\\?variant=${chosen}`))
    await page.locator('.pairs .pair').first().waitFor()
    await page.setViewportSize({ width: 1440, height: 640 })
    await page.locator('.page').evaluate((element) => { element.scrollTop = 90 })
    await page.locator('.pairs .pair').first().click()
    await page.waitForURL(/\/images$/)
    await page.keyboard.press('Escape')
    await page.waitForURL(new RegExp(`evidence\\?variant=${chosen}`))
    await expect.poll(() => page.locator('.page').evaluate((element) => element.scrollTop)).toBe(90)
    await page.keyboard.press('Escape')
    await page.waitForURL(new RegExp(`result\\?variant=${chosen}`))
    await expect.poll(() => rows.last().getAttribute('aria-selected')).toBe('true')
    await page.setViewportSize({ width: 1440, height: 1200 })
    await open(`/comparisons/${comparisonId}/evidence`)
  })

  test('curves of a class have their areas, and another class is a step away', async () => {
    await show('curves')
    await page.getByRole('table').filter({ hasText: at.t('evidence.metric.averagePrecision') }).waitFor()
    await expect.poll(() => page.locator('.chart canvas').count()).toBe(2)
    await page.getByRole('button', { name: at.t('evidence.classAfter') }).click()
    await page.waitForURL(/class=1/)
    await page.getByRole('button', { name: at.t('charts.asTable') }).first().click()
    await expect.poll(() => page.locator('.numbers tbody tr').count()).toBe(11)
    await accessible(at, 'Curves')
    await picture(at, '2-curves')
  })

  test('every test stands beside its correction, and classes are sorted by a click', async () => {
    await show('tests')
    await page.getByRole('columnheader', { name: at.t('result.p'), exact: true }).waitFor()
    await accessible(at, 'Tests')
    await picture(at, '3-tests')
    await show('classes')
    const byRecall = page.getByRole('button', { name: at.t('evidence.sortBy', { what: `${at.t('evidence.metric.recall')}, %` }), exact: true })
    await byRecall.click()
    await expect.poll(() => page.locator('th[aria-sort=descending]').count()).toBe(1)
    const recalls = (await page.locator('.scroller tbody tr').evaluateAll((rows) => rows.map((row) => (row as HTMLTableRowElement).cells[3]!.textContent))).map(Number)
    expect(recalls).toEqual([...recalls].sort((a, b) => b - a))
    await accessible(at, 'Classes')
  })

  test('a wrong image shows its neighbours in the training set', async () => {
    await show('worst')
    await page.locator('.duplicates p').filter({ hasText: /\d/ }).first().waitFor()
    await page.locator('.near').first().click()
    await expect.poll(() => page.locator('.dialog figure').count()).toBe(7)
    await accessible(at, 'Near')
    await picture(at, '4-near')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.dialog').count()).toBe(0)
    expect(page.url()).toContain('view=worst')
  })

  test('an address of nothing says so under a heading and leads on', async () => {
    for (const [address, title, next] of [['/comparisons/nosuch/result', 'app.noComparison', 'app.toStart'], ['/datasets/nosuch', 'datasets.unknown', 'app.datasets'], ['/nosuch', 'app.unknownPage', 'app.toStart']] as const) {
      await open(address)
      await page.getByRole('heading', { level: 1, name: at.t(title), exact: true }).waitFor()
      await page.getByRole('main').getByRole('link', { name: at.t(next), exact: true }).waitFor()
      expect(await page.getByRole('navigation', { name: at.t('app.stages') }).count()).toBe(0)
    }
    await picture(at, 'nosuch')
  })

  test('two groups of runs are chosen by name, compared and exchanged; a run in both is refused', async () => {
    await open('/groups')
    const [before, after] = [page.locator('fieldset').nth(0), page.locator('fieldset').nth(1)]
    for (const [side, model] of [[before, 'Plain'], [after, 'Wide']] as const) {
      await side.locator('select').first().selectOption(comparisonId)
      await side.locator('select').last().selectOption({ label: model })
    }
    await page.locator('.finding').waitFor()
    const finding = await page.locator('.finding').innerText()
    expect(finding).toContain('Wide')
    await accessible(at, 'Groups')
    await picture(at, '5-groups')
    await page.getByRole('button', { name: at.t('groups.turn') }).click()
    await expect.poll(async () => (await page.locator('.finding').count()) && (await page.locator('.finding').innerText()) !== finding).toBe(true)
    await open(`/groups?before=${comparisonId}-plain-1&after=${comparisonId}-plain-1`)
    await page.getByRole('alert').waitFor()
    await picture(at, '6-refused')
    expect(complaints(at)).toEqual([])
  })
})
