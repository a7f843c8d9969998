/** The day of a user in Chromium through `fovea serve`: once in English, light and wide, once in Chinese, dark and narrow; both read the same trained comparison. */
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { day, trained } from './day.ts'
import * as evaluations from './flow-evaluations.ts'
import { compare, inChromium, served } from './window.ts'

inChromium('a day in the browser', () => {
  const here = served({
    async furnish(home) {
      await compare(home, trained)
      files = await evaluations.given(join(home, 'given'))
    },
  })
  let files: evaluations.Given
  /** The printed address lets one browser in; the second goes in as the same. */
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>> = []

  describe.each([
    { language: 'en', name: 'English', theme: 'light', width: 1440 },
    { language: 'zh-CN', name: '中文', theme: 'dark', width: 1024 },
  ] as const)('in $name, $theme, $width wide', ({ width, ...look }) => {
    const contexts: BrowserContext[] = []
    afterAll(async () => { for (const context of contexts) await context.close() })

    day(look, async () => {
      const at = await here.open({ pictures: `day-${look.language}`, language: look.language, colorScheme: look.theme, viewport: { width, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], storageState: { cookies, origins: [] } })
      const context = at.page.context()
      contexts.push(context)
      await at.page.goto(cookies.length ? new URL('/', here.url).href : here.url)
      cookies = await context.cookies()
      return {
        at, files, reader: here.browser,
        async small() {
          const twice = await here.browser.newContext({ storageState: await context.storageState(), viewport: { width: 512, height: 320 }, deviceScaleFactor: 2 })
          contexts.push(twice)
          return twice.newPage()
        },
      }
    })
  })
})
