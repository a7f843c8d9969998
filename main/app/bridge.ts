/** Gives the window its port to main, after checking who asks. */
import { ipcMain } from 'electron'
import type { BrowserWindow, IpcMainEvent, MessagePortMain } from 'electron'
import { origin } from './protocol.ts'

/** Only the top frame of our own window, showing our own page. */
export function isWindow(event: Pick<IpcMainEvent, 'senderFrame' | 'sender'>, window: Pick<BrowserWindow, 'webContents'> | null): boolean {
  const frame = event.senderFrame
  return frame !== null && window !== null && event.sender === window.webContents && frame === window.webContents.mainFrame && frame.origin === origin
}

/** A page that loads anew asks again; its old port has closed by itself. */
export function bridge(window: () => BrowserWindow | null, serve: (port: MessagePortMain) => void): void {
  ipcMain.on('fovea:connect', (event) => {
    const [port] = event.ports
    if (!port) return
    if (isWindow(event, window())) serve(port)
    else port.close()
  })
}
