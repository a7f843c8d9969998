/**
 * A file of another Fovea, dropped on the window in Chromium: refused when it is broken, opened when it is whole, read without
 * the dataset, and handed on again.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { languages } from '../../preload/contract/text.ts'
import { comparisonId, fill, openIn } from '../bundles/fixture.ts'
import { temporaryFolder } from '../temporary.ts'
import { downloaded } from './downloads.ts'
import { accessible, complaints, drop, exporting, picture, stage, type Flow } from './flow.ts'
import { inChromium, served, stepByStep } from './window.ts'

/** Exported by another Fovea into this home. */
async function given(home: string): Promise<void> {
  using there = temporaryFolder()
  await fill(there.path)
  const workbench = await openIn(there.path)
  await workbench.call('bundles.export', { comparisonId, file: join(home, 'digits.fovea') })
  await workbench.close()
}

inChromium.each(languages)('a .fovea file in the window (%s)', (language) => {
  const here = served({ furnish: given })
  let page: Page
  let at: Flow

  beforeAll(async () => {
    at = await here.open({ pictures: `bundle-${language}`, language, viewport: { width: 1440, height: 1400 } })
    page = at.page
  })
  stepByStep(() => picture(at, 'failed'))

  const dropped = (name: string) => drop(at, page.locator('main'), [join(here.home, name)])
  const seen = (words: string) => page.getByText(words, { exact: false }).first().waitFor()

  test('a broken one is refused in words and leaves nothing', async () => {
    writeFileSync(join(here.home, 'broken.fovea'), readFileSync(join(here.home, 'digits.fovea')).subarray(0, 5000))
    await page.goto(here.url)
    await seen(at.t('start.drop'))
    await dropped('broken.fovea')
    await seen(language === 'en' ? 'The file is cut off or damaged.' : '文件被截断或已损坏。')
    await expect.poll(() => page.locator('nav a[href*="/comparisons/"]').count()).toBe(0)
    await picture(at, '1-broken')
  })

  test('a whole one opens as a comparison with its result, marked with where it came from', async () => {
    await dropped('digits.fovea')
    await page.waitForURL(new RegExp(`comparisons/${comparisonId}/result`))
    await seen(at.t('app.bundle.opened', { name: 'digits.fovea' }))
    await page.locator('.bar .tag').filter({ hasText: 'digits.fovea' }).waitFor()
    await page.locator('table').first().waitFor()
    await accessible(at, 'Result')
    await picture(at, '2-result')
  })

  test('its evidence shows the pictures that came with it, and says so', async () => {
    // Start makes the datasets of its comparisons for their pictures; here the file alone must do.
    rmSync(join(here.home, 'datasets', 'digits'), { recursive: true, force: true })
    await stage(at, 'evidence')
    await page.locator('.pairs .pair').first().waitFor()
    await seen(language === 'en' ? 'these pictures came with the file' : '这些图片来自文件')
    await accessible(at, 'Evidence')
    await picture(at, '3-evidence')
  })

  test('it is handed on from Report as the same file, which is then known', async () => {
    await stage(at, 'report')
    const go = await exporting(at, ['bundle'], 'report.downloadFiles')
    const { name, bytes } = await downloaded(page, () => go.click())
    expect(name).toBe(language === 'en' ? 'A test.fovea' : '测试.fovea')
    await accessible(at, 'Report')
    await picture(at, '4-report')
    writeFileSync(join(here.home, 'again.fovea'), bytes)
    await dropped('again.fovea')
    await seen(at.t('app.bundle.known', { name: 'again.fovea' }))
    expect(complaints(at)).toEqual([])
  })
})
