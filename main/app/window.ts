/** The one window: sandboxed, isolated, shown when it has something to show. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import { appRoot } from '../entries.ts'
import { fit, minimum, readBounds, writeBounds } from './bounds.ts'
import { origin } from './protocol.ts'

export function openWindow(boundsFile: string): BrowserWindow {
  const { maximized, ...bounds } = fit(readBounds(boundsFile), screen.getAllDisplays().map((display) => display.workArea))
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimum.width,
    minHeight: minimum.height,
    title: 'Fovea',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1113' : '#f4f5f5',
    webPreferences: {
      preload: join(appRoot, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }))
  void window.loadURL(`${origin}/index.html`)
  return window
}
