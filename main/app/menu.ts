/** The application menu. Its own entries are commands for the window; the window owns their keys, so here they are only shown. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../preload/contract/transport.ts'
import type { Language } from '../../preload/contract/text.ts'
import { words } from './words.ts'

type Item = MenuItemConstructorOptions
const line: Item = { type: 'separator' }

export interface MenuActions {
  send(command: MenuCommand): void
  zoom(way: -1 | 0 | 1): void
  /** Comparisons and files opened last. */
  recent: { label: string; open(): void }[]
}

export function menuTemplate(language: Language, mac: boolean, { send, zoom, recent }: MenuActions): Item[] {
  const say = words[language]
  /** Elsewhere than on a Mac the page sees a key first; registering it here too would do the thing twice. */
  const command = (label: string, name: MenuCommand, accelerator?: string): Item => ({ label, click: () => send(name), ...(accelerator ? { accelerator, registerAccelerator: mac } : {}) })
  const settings = command(say.settings, 'settings', 'CmdOrCtrl+,')
  const application: Item = {
    label: 'Fovea',
    submenu: [{ role: 'about', label: say.about }, line, settings, line, { role: 'hide', label: say.hide }, line, { role: 'quit', label: say.quit }],
  }
  return [
    ...(mac ? [application] : []),
    {
      label: say.file,
      submenu: [
        command(say.newComparison, 'new-comparison', 'CmdOrCtrl+N'),
        command(say.openBundle, 'open-bundle'),
        { label: say.recent, enabled: recent.length > 0, submenu: recent.map(({ label, open }) => ({ label, click: open })) },
        command(say.importImages, 'import-images', 'CmdOrCtrl+O'),
        command(say.exportReport, 'export-report', 'CmdOrCtrl+E'),
        line,
        ...(mac ? [{ role: 'close', label: say.close } satisfies Item] : [settings, line, { role: 'quit', label: say.quit } satisfies Item]),
      ],
    },
    {
      label: say.edit,
      submenu: [{ role: 'undo', label: say.undo }, { role: 'redo', label: say.redo }, line, { role: 'cut', label: say.cut }, { role: 'copy', label: say.copy }, { role: 'paste', label: say.paste }, { role: 'selectAll', label: say.selectAll }],
    },
    {
      label: say.view,
      submenu: [
        command(say.palette, 'palette', 'CmdOrCtrl+K'),
        command(say.theme, 'theme'),
        line,
        { label: say.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => zoom(1) },
        // The same key without Shift, which is how most people press it.
        { label: say.zoomIn, accelerator: 'CmdOrCtrl+=', click: () => zoom(1), visible: false, acceleratorWorksWhenHidden: true },
        { label: say.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => zoom(-1) },
        { label: say.zoomReset, accelerator: 'CmdOrCtrl+0', click: () => zoom(0) },
        { role: 'togglefullscreen', label: say.fullScreen },
        line,
        { role: 'reload', label: say.reload },
        { role: 'toggleDevTools', label: say.tools },
      ],
    },
    {
      label: say.go,
      submenu: [command(say.start, 'go-start'), command(say.images, 'go-images'), command(say.runs, 'go-runs'), command(say.datasets, 'go-datasets'), command(say.catalogue, 'go-catalogue')],
    },
    { label: say.window, submenu: [{ role: 'minimize', label: say.minimize }, { role: 'close', label: say.close }] },
    { label: say.help, role: 'help', submenu: [command(say.keys, 'keys')] },
  ]
}
