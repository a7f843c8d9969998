/** What only the desktop has, seen from its main process: the menu, the dock or taskbar, notifications, files saved. */
import { existsSync } from 'node:fs'
import { _electron, type ElectronApplication } from 'playwright-core'
import { root } from './serving.ts'

/** FOVEA_TEST_ELECTRON names the Electron; on Linux a display must be there too. */
export const electronProgram = process.env['FOVEA_TEST_ELECTRON'] ?? ''
export const desktopUsable = existsSync(electronProgram) && (process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']))

export const electronArguments = ['.', '--no-sandbox', '--disable-gpu']
export const electronEnvironment = (home: string) => ({ ...(process.env as Record<string, string>), FOVEA_HOME: home })
export const openDesktop = (home: string): Promise<ElectronApplication> => _electron.launch({ executablePath: electronProgram, cwd: root, args: electronArguments, env: electronEnvironment(home) })

/** The page gets this size, with everything so many times as large. */
export const resize = (app: ElectronApplication, width: number, height: number, zoom: number): Promise<void> => app.evaluate(({ BrowserWindow }, [wide, high, factor]) => {
  const window = BrowserWindow.getAllWindows()[0]!
  window.setContentSize(wide!, high!)
  window.webContents.setZoomFactor(factor!)
}, [width, height, zoom])

/** Chooses an entry of the menu by its words, one level after the other. */
export const chooseInMenu = (app: ElectronApplication, ...labels: string[]): Promise<void> => app.evaluate(({ Menu }, path) => {
  let items = Menu.getApplicationMenu()!.items
  const entries = path.map((label) => {
    const found = items.find((item) => item.label === label && item.visible)
    if (!found) throw new Error(`no "${label}" among ${items.map((item) => item.label).join(', ')}`)
    items = found.submenu?.items ?? []
    return found
  })
  entries.at(-1)!.click()
}, labels)

export const zoomFactor = (app: ElectronApplication): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor())

/** Asked for from now on, in main: how far the dock or taskbar shows, and what is said at the end while another window is looked at. */
export interface SystemSigns { progress: number[]; said: { title: string; body: string }[] }

export const listen = (app: ElectronApplication): Promise<void> => app.evaluate(({ BrowserWindow, Notification }) => {
  const signs: SystemSigns & { click(): void } = { progress: [], said: [], click() {} }
  Object.assign(globalThis, { signs })
  const window = BrowserWindow.getAllWindows()[0]!
  window.setProgressBar = (fraction) => { signs.progress.push(fraction) }
  window.isFocused = () => false
  Notification.isSupported = () => true
  Notification.prototype.show = function show(this: Electron.Notification) {
    signs.said.push({ title: this.title, body: this.body })
    signs.click = () => this.emit('click')
  }
})
export const heard = (app: ElectronApplication): Promise<SystemSigns> => app.evaluate(() => {
  const { progress, said } = (globalThis as unknown as { signs: SystemSigns }).signs
  return { progress, said }
})
export const clickNotification = (app: ElectronApplication): Promise<void> => app.evaluate(() => (globalThis as unknown as { signs: { click(): void } }).signs.click())

/** What the window saves while something is done goes into a folder under its own name, without the system's dialog; its path. */
export async function saveInto(app: ElectronApplication, folder: string, act: () => Promise<unknown>): Promise<string> {
  await app.evaluate(({ session }, into) => {
    const saved = new Promise<string>((resolve, reject) => session.defaultSession.once('will-download', (_event, item) => {
      const file = `${into}/${item.getFilename()}`
      item.setSavePath(file)
      item.once('done', (_done, state) => (state === 'completed' ? resolve(file) : reject(new Error(state))))
    }))
    Object.assign(globalThis, { saved })
  }, folder)
  await act()
  return app.evaluate(() => (globalThis as unknown as { saved: Promise<string> }).saved)
}

export const holdsCopied = (app: ElectronApplication, type: string): Promise<boolean> => app.evaluate(({ clipboard }, wanted) => clipboard.has(wanted), type)
