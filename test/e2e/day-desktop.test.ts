/** The day of a user in a real Electron, in both languages. FOVEA_TEST_ELECTRON names the Electron; without one, or without a Chromium that reads the report, it is skipped (desktop.test.ts and serve.test.ts fail in CI then). */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, ElectronApplication } from 'playwright-core'
import { afterAll, describe } from 'vitest'
import { buildWindow, windowReady } from '../../main/setup/window.js'
import { temporaryFolder } from '../temporary.ts'
import { day, trained } from './day.ts'
import { desktopUsable, openDesktop, resize } from './electron.ts'
import * as evaluations from './flow-evaluations.ts'
import { flow } from './flow.ts'
import { desktopHost } from './host.ts'
import { chromiumProgram, launchChromium } from './serving.ts'
import { compare } from './window.ts'
import { speak } from './words.ts'

describe.skipIf(!desktopUsable || chromiumProgram() === null).each([
  { language: 'en', name: 'English', theme: 'light' },
  { language: 'zh-CN', name: '中文', theme: 'dark' },
] as const)('a day at the desktop in $name, $theme', (look) => {
  let folder: ReturnType<typeof temporaryFolder> | undefined
  let app: ElectronApplication
  let reader: Browser

  afterAll(async () => {
    try {
      await Promise.all([app?.close(), reader?.close()])
    } finally {
      folder?.remove()
    }
  })
  day(look, async () => {
    folder = temporaryFolder()
    const home = folder.path
    const saved = join(home, 'saved')
    mkdirSync(saved)
    if (!windowReady()) await buildWindow()
    await compare(home, trained)
    const files = await evaluations.given(join(home, 'given'))
    reader = await launchChromium(chromiumProgram()!)
    app = await openDesktop(home)
    const page = await app.firstWindow()
    await resize(app, 1200, 900, 1)
    return {
      at: flow(page, speak(look.language), `day-desktop-${look.language}`, desktopHost(app, saved)), files, reader,
      small: async () => { await resize(app, 1024, 640, 2); return page },
    }
  })
})
