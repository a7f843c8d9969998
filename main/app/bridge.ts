/** Gives the window its port to main and hears its language, after checking who speaks. */
import { ipcMain } from 'electron'
import type { BrowserWindow, IpcMainEvent, MessagePortMain } from 'electron'
import { Language } from '../../preload/contract/text.ts'
import { origin } from './protocol.ts'

/** Only the top frame of our own window, showing our own page. */
export function isWindow(event: Pick<IpcMainEvent, 'senderFrame' | 'sender'>, window: Pick<BrowserWindow, 'webContents'> | null): boolean {
  const frame = event.senderFrame
  return frame !== null && window !== null && event.sender === window.webContents && frame === window.webContents.mainFrame && frame.origin === origin
}

interface Ends { serve(port: MessagePortMain): void; speak(language: Language): void }

/** A page that loads anew asks again; its old port has closed by itself. */
export function bridge(window: () => BrowserWindow | null, { serve, speak }: Ends): void {
  ipcMain.on('fovea:connect', (event) => {
    const [port] = event.ports
    if (!port) return
    if (isWindow(event, window())) serve(port)
    else port.close()
  })
  ipcMain.on('fovea:language', (event, said: unknown) => {
    const language = Language.safeParse(said)
    if (language.success && isWindow(event, window())) speak(language.data)
  })
}
