/** .fovea files that the system hands to Fovea: named at the start, opened by a double click, or given to a second start. They wait until the window asks. */
import { app, dialog, ipcMain } from 'electron'
import type { BrowserWindow } from 'electron'
import { bundlesIn } from './bundles-in.ts'
import { isWindow } from './bridge.ts'

export interface GivenFiles {
  /** Lets the user choose one; a page may open such a dialog only right after a click of its own. */
  choose(): Promise<void>
  /** As if the system had handed it. */
  open(path: string): void
}

/** To be called before Electron is ready: a Mac names the file that it was started with early. */
export function takeGivenFiles(window: () => BrowserWindow | null, onOpened: (path: string) => void): GivenFiles {
  let asked = false
  let waiting = bundlesIn(process.argv.slice(1), process.cwd())
  const hand = () => {
    const open = window()
    if (!asked || !open) return
    for (const path of waiting) {
      open.webContents.send('fovea:open', path)
      onOpened(path)
    }
    waiting = []
  }
  const add = (paths: string[]) => {
    waiting.push(...paths)
    hand()
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    add(bundlesIn([path], process.cwd()))
  })
  app.on('second-instance', (_event, words, folder) => add(bundlesIn(words.slice(1), folder)))
  ipcMain.on('fovea:open-ready', (event) => {
    if (!isWindow(event, window())) return
    asked = true
    hand()
  })
  return {
    open: (path) => add([path]),
    async choose() {
      const open = window()
      const { filePaths } = open ? await dialog.showOpenDialog(open, { properties: ['openFile'], filters: [{ name: 'Fovea', extensions: ['fovea'] }] }) : { filePaths: [] }
      add(filePaths)
    },
  }
}
