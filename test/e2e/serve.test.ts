/**
 * The window in Chromium through `fovea serve`, from the printed address to a report read without a network.
 * CHROMIUM names the browser (else /usr/bin/chromium). Without one these tests are skipped, except in CI, where they fail.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessible, askAboutImages, brief, button, choose, complaints, exporting, goTo, liveCurves, picture, importFolder, readReport, removeAndUndo, removeComparison, result, stage, startAgain, startPage, startStarter, startWritten, stopAndContinue, tryMechanism, untilDone, type Flow } from './flow.ts'
import { classFolders, pictures } from './pictures.ts'
import { groupRuns, labelRuns, noteRun } from './runs-table.ts'
import { chromiumProgram } from './serving.ts'
import { watch } from './watch.ts'
import { inChromium, served, stepByStep } from './window.ts'
import { speak } from './words.ts'

test.runIf(process.env['CI'] === 'true')('CI has a Chromium', () => {
  expect(chromiumProgram(), 'CHROMIUM must name a Chromium, or /usr/bin/chromium be there').not.toBeNull()
})

inChromium('the window in a browser', () => {
  const here = served()
  let page: Page
  let at: Flow
  let finding = ''

  beforeAll(async () => {
    at = await here.open({ pictures: 'serve' })
    page = at.page
  })
  stepByStep(() => picture(at, 'failed'))

  test('opens with the starters ready to run', async () => {
    await page.goto(here.url)
    await startPage(at)
    expect(page.url()).not.toContain('token')
    await picture(at, '01-start')
    await accessible(at, 'Start')
  })

  test('one click runs a starter comparison, with curves while it learns', async () => {
    await startStarter(at, 'Digits')
    await liveCurves(at)
    await picture(at, '02-run')
    await accessible(at, 'Run')
  })

  test('it can be stopped and goes on where it was', async () => {
    await stopAndContinue(at)
    await untilDone(at, 12)
    await picture(at, '03-done')
  })

  test('the result tells its finding and has a row for every variant', async () => {
    finding = await result(at, 4)
    await picture(at, '04-result')
    await accessible(at, 'Result')
  })

  test('plan and evidence of it open', async () => {
    await stage(at, 'plan')
    await page.locator('main .columns').waitFor()
    await picture(at, '05-plan')
    await accessible(at, 'Plan')
    await stage(at, 'evidence')
    await page.getByRole('gridcell').first().waitFor()
    await picture(at, '06-evidence')
    await accessible(at, 'Evidence')
    for (const view of ['classes', 'calibration', 'worst']) {
      await page.locator(`.segmented input[value=${view}]`).check({ force: true })
      await page.locator(view === 'worst' ? '.pairs .pair' : 'main .panel table').first().waitFor()
      await picture(at, `06-evidence-${view}`)
      await accessible(at, `Evidence, ${view}`)
    }
  })

  test('an image behind the matrix opens in Images, asked of the same seed', async () => {
    await page.locator('.pairs .pair').first().click()
    await page.waitForURL(/\/images$/)
    await page.locator('.bench .column .answer').first().waitFor()
    await button(at, 'images.clear').click()
  })

  test('dropped images are answered by every model, and a broken one says why not', async () => {
    await askAboutImages(at, await pictures(join(here.home, 'given')), { models: 4, maps: 3 })
    await picture(at, '07-images')
    await accessible(at, 'Images')
  })

  test('the report can be read, taken along and read again without a network', async () => {
    await readReport(at, finding)
    await picture(at, '08-report')
    await accessible(at, 'Report')
    const [download] = await Promise.all([page.waitForEvent('download'), exporting(at, ['html'], 'report.downloadFiles').then((go) => go.click())])
    const report = join(here.home, 'downloaded.html')
    await download.saveAs(report)
    expect(download.suggestedFilename()).toBe('Digits report.html')

    const reader = await here.browser.newPage({ offline: true, javaScriptEnabled: false })
    const complaints = watch(reader)
    const asked: string[] = []
    reader.on('request', (request) => asked.push(request.url()))
    const address = pathToFileURL(report).href
    await reader.goto(address)
    await reader.locator('body').filter({ hasText: finding }).waitFor()
    expect(asked.filter((url) => url !== address && !url.startsWith('data:'))).toEqual([])
    expect(complaints.heard).toEqual([])
    expect(readFileSync(report, 'utf8')).not.toMatch(/<script[^>]+src|<link|(src|href)="https?:[^"]*\.(js|css|png)/)
    await reader.screenshot({ path: join(at.pictures, '09-report-file.png') })
    await reader.close()
  })

  test('a comparison is removed and taken back', async () => {
    await stage(at, 'result')
    await removeComparison(at, 'Digits')
  })

  test('a run is deleted and taken back', async () => {
    await removeAndUndo(at, 12)
    await picture(at, '10-runs')
    await accessible(at, 'Runs')
  })

  test('runs are tagged, put away, noted and taken together; two models become two groups', async () => {
    await labelRuns(at)
    await noteRun(at)
    const asked = await groupRuns(at, 4)
    for (const side of ['before', 'after']) expect(asked.get(side)!.split(',')).toHaveLength(3)
    await accessible(at, 'Runs together')
  })

  test.each([['app.datasets', '11-datasets'], ['app.catalogue', '12-catalogue'], ['app.settings', '13-settings'], ['app.newComparison', '14-new'], ['app.images', '15-all-images']])('%s opens', async (key, name) => {
    await goTo(at, key)
    await expect.poll(() => page.locator('main h1').first().textContent()).toMatch(/\S/)
    await picture(at, name)
    await accessible(at, key)
  })

  test('a folder of images becomes a dataset and a comparison of a mechanism from the catalogue', async () => {
    const folder = join(here.home, 'my digits')
    await classFolders(folder)
    await importFolder(at, folder, 'broken.png')
    await tryMechanism(at, 'Softmax pooling')
    await startWritten(at, (yaml) => brief(yaml, 2, [1]))
    await untilDone(at, 2)
    await picture(at, '16-own-images')
  })

  test('runs that diverge say at which step and why, and what to do', async () => {
    await startAgain(at, (yaml) => yaml.replace(/learningRate: [\d.e+-]+/, 'learningRate: 1e+30'))
    const failed = page.getByRole('region', { name: speak('en')('run.failedRuns') }).getByRole('article')
    await expect.poll(() => failed.count(), { timeout: 300_000 }).toBe(2)
    for (const text of await failed.allInnerTexts()) expect(text).toMatch(/at step \d+[\s\S]*learning rate/)
    await picture(at, '17-diverged')
    await accessible(at, 'Diverged')
  })

  test('the same in Chinese and in the dark', async () => {
    const chinese = await choose(at, '中文', 'dark', speak('zh-CN'))
    await goTo(chinese, 'app.start')
    await startPage(chinese)
    await picture(chinese, '18-start-zh-dark')
    await accessible(chinese, 'Start in the dark')
    await page.locator('nav.side .list a').last().click()
    const told = await result(chinese, 4)
    expect(told).toMatch(/\p{Script=Han}/u)
    await picture(chinese, '19-result-zh-dark')
    await accessible(chinese, 'Result in the dark')
    await readReport(chinese, told)
    await picture(chinese, '20-report-zh-dark')
    await choose(chinese, 'English', 'light', speak('en'))
  })

  test('nothing was complained of, nobody was shut out, and the server ends when told', async () => {
    expect(complaints(at)).toEqual([])
    expect(await here.serving.stop()).toBe(0)
  })
})
