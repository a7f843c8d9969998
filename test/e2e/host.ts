/** Where the window is, a browser's tab or the desktop: how what it gives away arrives. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { downloaded, type Downloaded } from './downloads.ts'
import { holdsCopied, saveInto } from './electron.ts'

export interface Host {
  /** The file that the window gives to save while something is done. */
  saved(page: Page, act: () => Promise<unknown>): Promise<Downloaded>
  /** Whether the clipboard holds something of a media type. */
  copied(page: Page, type: string): Promise<boolean>
  /** What is said on the button that exports a report, and the file that comes of it: a download, or one in the folder of reports. */
  exports: 'report.downloadFiles' | 'report.exportFiles'
  report(page: Page, act: () => Promise<unknown>, ending: string): Promise<Downloaded>
}

const read = (file: string): Downloaded => ({ name: basename(file), bytes: readFileSync(file), file })

export const browserHost: Host = {
  saved: downloaded,
  copied: (page, type) => page.evaluate(async (wanted) => (await navigator.clipboard.read()).some((item) => item.types.includes(wanted)), type),
  exports: 'report.downloadFiles',
  report: downloaded,
}

/** `folder` takes what is saved, in place of the system's dialog. */
export const desktopHost = (app: ElectronApplication, folder: string): Host => ({
  saved: async (_page, act) => read(await saveInto(app, folder, act)),
  copied: (_page, type) => holdsCopied(app, type),
  exports: 'report.exportFiles',
  async report(page, act, ending) {
    await act()
    const written = page.locator('.written .file').filter({ hasText: ending })
    return read((await written.textContent())!.trim())
  },
})
