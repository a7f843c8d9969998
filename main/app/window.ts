/** The one window: sandboxed, isolated, shown when it has something to show. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import { appRoot } from '../entries.ts'
import { fit, minimum, readBounds, writeBounds } from './bounds.ts'
import { origin } from './protocol.ts'
import { keepZoom } from './zoom.ts'

export interface OpenWindow { window: BrowserWindow; zoom: ReturnType<typeof keepZoom> }

export function openWindow(boundsFile: string): OpenWindow {
  const { maximized, zoom: factor, ...bounds } = fit(readBounds(boundsFile), screen.getAllDisplays().map((display) => display.workArea))
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
  const zoom = keepZoom(window.webContents, factor)
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized(), zoom: zoom.factor }))
  void window.loadURL(`${origin}/index.html`)
  return { window, zoom }
}
