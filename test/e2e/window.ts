/**
 * What every test of the window in a browser begins and ends with: a home of its own, `fovea serve` on it, a Chromium, and in it
 * a window in some language, look and size.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { buildWindow, windowReady } from '../../main/setup/window.js'
import type { Language } from '../../preload/contract/text.ts'
import { temporaryFolder } from '../temporary.ts'
import { flow, type Flow } from './flow.ts'
import { chromiumProgram, fovea, launchChromium, startServing, type Serving } from './serving.ts'
import { speak } from './words.ts'

/** A group of tests that is left out where there is no Chromium. */
export const inChromium = describe.skipIf(chromiumProgram() === null)

/** Trains what a plan says, from the terminal. */
export async function compare(home: string, plan: string): Promise<void> {
  const file = join(home, 'plan.yaml')
  writeFileSync(file, plan)
  await fovea(home, 'compare', file, '--no-report')
}

const locales = { en: 'en-US', 'zh-CN': 'zh-CN' } as const

/** Pictures of it go to this folder in test-results/. It is light, English and 1440 × 900 unless told otherwise. */
type Look = BrowserContextOptions & { pictures: string; language?: Language }

export interface Served {
  home: string
  /** The address as it is printed, which lets one browser in. */
  url: string
  browser: Browser
  serving: Serving
  /** A window that has no address yet. */
  open(look: Look): Promise<Flow>
}

/** Serves a home, furnished first, to all tests of the group it is called in; ends and removes all of it, however far it came. */
export function served({ furnish, flags }: { furnish?(home: string): Promise<void>; flags?: string[] } = {}): Served {
  const here = {
    async open({ pictures, language = 'en', ...options }) {
      const context = await here.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: locales[language], colorScheme: 'light', ...options })
      return flow(await context.newPage(), speak(language), pictures)
    },
  } as Served
  let folder: ReturnType<typeof temporaryFolder> | undefined
  beforeAll(async () => {
    if (!windowReady()) await buildWindow()
    folder = temporaryFolder()
    here.home = folder.path
    await furnish?.(here.home)
    here.serving = startServing(here.home)
    here.url = await here.serving.url
    here.browser = await launchChromium(chromiumProgram()!, flags)
  }, 600_000)
  afterAll(async () => {
    try {
      await here.browser?.close()
    } finally {
      await here.serving?.stop()
      folder?.remove()
    }
  })
  return here
}

/** Each test of the group stands on the one before: after one that failed the rest is skipped. */
export function stepByStep(failed: () => Promise<unknown>): void {
  let lost = false
  beforeEach(({ skip, onTestFailed }) => {
    skip(lost, 'an earlier step failed')
    onTestFailed(async () => {
      lost = true
      await failed()
    })
  })
}
