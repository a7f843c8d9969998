/** What only the desktop has, seen from its main process: the menu, the dock or taskbar, notifications, files saved. */
import type { ElectronApplication } from 'playwright-core'

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

/** What the window saves from now on goes to this file, without the system's dialog. */
export const saveTo = (app: ElectronApplication, file: string): Promise<void> => app.evaluate(({ session }, path) => {
  session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path))
}, file)
