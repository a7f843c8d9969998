/**
 * A file of another Fovea, dropped on the window in Chromium: refused when it is broken, opened when it is whole, read without
 * the dataset, and handed on again. CHROMIUM names the browser (else /usr/bin/chromium).
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildWindow, windowReady } from '../../main/setup/window.js'
import { comparisonId, fill, openIn, temporary } from '../bundles/fixture.ts'
import { accessible, exporting, flow, picture, stage, type Flow } from './flow.ts'
import { chromiumProgram, startServing, type Serving } from './serving.ts'
import { watch, type Watch } from './watch.ts'
import { speak } from './words.ts'

const program = chromiumProgram()

describe.skipIf(program === null).each([['en', 'en-US'], ['zh-CN', 'zh-CN']] as const)('a .fovea file in the window (%s)', (language, locale) => {
  const [from, to] = [temporary(), temporary()]
  const file = join(from.path, 'digits.fovea')
  let serving: Serving
  let browser: Browser
  let page: Page
  let watched: Watch
  let at: Flow

  beforeAll(async () => {
    if (!windowReady()) await buildWindow()
    await fill(from.path)
    const there = await openIn(from.path)
    await there.call('bundles.export', { comparisonId, file })
    await there.close()
    mkdirSync(to.path, { recursive: true })
    serving = await startServing(to.path)
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] })
    page = await (await browser.newContext({ viewport: { width: 1440, height: 1400 }, locale, colorScheme: 'light', acceptDownloads: true })).newPage()
    watched = watch(page)
    at = flow(page, speak(language), `bundle-${language}`)
  })
  let lost = false
  beforeEach(({ skip, onTestFailed }) => {
    skip(lost, 'an earlier step failed')
    onTestFailed(() => { lost = true })
  })
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
    from.remove()
    to.remove()
  })

  const drop = async (name: string, bytes: Buffer) => {
    const data = await page.evaluateHandle(([called, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(content!), (sign) => sign.charCodeAt(0))], called!))
      return transfer
    }, [name, bytes.toString('base64')])
    await page.dispatchEvent('main', 'drop', { dataTransfer: data })
  }
  const seen = (words: string) => page.getByText(words, { exact: false }).first().waitFor()

  test('a broken one is refused in words and leaves nothing', async () => {
    await page.goto(serving.url)
    await seen(at.t('start.drop'))
    await drop('broken.fovea', readFileSync(file).subarray(0, 5000))
    await seen(language === 'en' ? 'The file is cut off or damaged.' : '文件被截断或已损坏。')
    await expect.poll(() => page.locator('nav a[href*="/comparisons/"]').count()).toBe(0)
    await picture(at, '1-broken')
  })

  test('a whole one opens as a comparison with its result, marked with where it came from', async () => {
    await drop('digits.fovea', readFileSync(file))
    await page.waitForURL(new RegExp(`comparisons/${comparisonId}/result`))
    await seen(at.t('app.bundle.opened', { name: 'digits.fovea' }))
    await page.locator('.bar .tag').filter({ hasText: 'digits.fovea' }).waitFor()
    await page.locator('table').first().waitFor()
    await accessible(at, 'Result')
    await picture(at, '2-result')
  })

  test('its evidence shows the pictures that came with it, and says so', async () => {
    // Start makes the datasets of its comparisons for their pictures; here the file alone must do.
    rmSync(join(to.path, 'datasets', 'digits'), { recursive: true, force: true })
    await stage(at, 'evidence')
    await page.locator('.pairs .pair').first().waitFor()
    await seen(language === 'en' ? 'these pictures came with the file' : '这些图片来自文件')
    await accessible(at, 'Evidence')
    await picture(at, '3-evidence')
  })

  test('it is handed on from Report as the same file, which is then known', async () => {
    await stage(at, 'report')
    const go = await exporting(at, ['bundle'], 'report.downloadFiles')
    const [download] = await Promise.all([page.waitForEvent('download'), go.click()])
    const saved = join(to.path, 'again.fovea')
    await download.saveAs(saved)
    expect(download.suggestedFilename()).toBe(language === 'en' ? 'A test.fovea' : '测试.fovea')
    await accessible(at, 'Report')
    await picture(at, '4-report')
    await drop('again.fovea', readFileSync(saved))
    await seen(at.t('app.bundle.known', { name: 'again.fovea' }))
    expect(at.shutOut).toEqual([])
    expect(watched.heard).toEqual([])
  })
})
