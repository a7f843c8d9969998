/** The desktop's life: one instance, an ordered start, an ordered end. What is behind the window is handed in. */
import { app, dialog } from 'electron'
import type { BrowserWindow, MessagePortMain } from 'electron'
import { join } from 'node:path'
import { describeProblem, problemOf } from '../../preload/contract/errors.ts'
import type { Language } from '../../preload/contract/text.ts'
import { appRoot } from '../entries.ts'
import { bridge } from './bridge.ts'
import { takeGivenFiles } from './given-files.ts'
import { createMenu } from './shown-menu.ts'
import { guardAllPages, guardSession } from './permissions.ts'
import { serveWindow } from './protocol.ts'
import { followComparisons } from './follow.ts'
import type { Followed } from './follow.ts'
import { recentFiles } from './recent.ts'
import { openWindow } from './window.ts'
import type { OpenWindow } from './window.ts'
import { words } from './words.ts'

/** What the window talks to. */
export interface Behind extends Followed {
  serve(port: MessagePortMain): void
  /** Told the language chosen in Settings (null: the system's), now and whenever it changes. */
  onLanguage(listener: (language: Language | null) => void): void
  /** Ends jobs, writes what is waiting, closes the store. */
  close(): Promise<void>
}

/** A close that takes longer than this is stuck; what counts has been written before. */
const patience = 10_000

export const systemLanguage = (): Language => (app.getLocale().startsWith('zh') ? 'zh-CN' : 'en')

/** `root`: Fovea's home, which also keeps Electron's own profile, so two homes are two instances. */
export async function runDesktop(root: string, openBehind: () => Behind | Promise<Behind>): Promise<void> {
  app.setPath('userData', join(root, 'desktop'))
  app.setAboutPanelOptions({ applicationName: 'Fovea', applicationVersion: app.getVersion() })
  if (!app.requestSingleInstanceLock()) return app.quit()
  let open: OpenWindow | null = null
  const window = (): BrowserWindow | null => open?.window ?? null
  const go = (address: string) => {
    show(window())
    window()?.webContents.send('fovea:go', address)
  }
  const recent = recentFiles(join(root, 'recent.json'), () => menu.show())
  const given = takeGivenFiles(window, recent.add)
  const menu = createMenu({ window, given, recent, go, zoom: (way) => open?.zoom.step(way) })
  guardAllPages()
  await app.whenReady()
  guardSession()
  serveWindow(join(appRoot, 'out', 'renderer'))

  let behind: Behind
  try {
    behind = await openBehind()
  } catch (error) {
    return fail(error)
  }
  bridge(window, (port) => behind.serve(port))
  behind.onLanguage((chosen) => menu.show({ language: chosen ?? systemLanguage() }))
  followComparisons(behind, { window, go, language: () => menu.language, onList: (comparisons) => menu.show({ comparisons }) })
  endInOrder(behind)

  open = openWindow(join(root, 'window.json'))
  const { webContents } = open.window
  webContents.on('render-process-gone', (_event, { reason }) => { if (reason !== 'clean-exit') webContents.reload() })
  open.window.on('closed', () => { open = null })
  app.on('second-instance', () => show(window()))
}

function show(window: BrowserWindow | null): void {
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The window goes first, then what is behind it, then Electron. */
function endInOrder(behind: Behind): void {
  let closing = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, patience))
    // Not within this event: Electron ignores an end that is asked for while it is being held back.
    void Promise.race([behind.close(), limit]).catch(() => {}).then(() => setImmediate(() => app.exit(0)))
  })
}

/** Before there is a window, a dialog is the only place for words. */
export function fail(error: unknown): void {
  const language = systemLanguage()
  const { message, hint } = describeProblem(problemOf(error), language)
  dialog.showErrorBox(words[language].cannotStart, `${message}\n\n${hint}`)
  app.exit(1)
}
