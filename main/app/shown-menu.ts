/** The menu as it stands: built again when the language, the comparisons or the files opened last change. */
import { app, Menu } from 'electron'
import type { BrowserWindow } from 'electron'
import { basename } from 'node:path'
import type { ComparisonSummary } from '../../preload/contract/comparison.ts'
import { inLanguage, type Language } from '../../preload/contract/text.ts'
import type { GivenFiles } from './given-files.ts'
import { menuTemplate } from './menu.ts'
import type { RecentFiles } from './recent.ts'

const mostComparisons = 8

export interface MenuParts { window(): BrowserWindow | null; given: GivenFiles; recent: RecentFiles; go(address: string): void; zoom(way: -1 | 0 | 1): void }

export function createMenu({ window, given, recent, go, zoom }: MenuParts) {
  const state: { language: Language; comparisons: readonly ComparisonSummary[] } = { language: app.getLocale().startsWith('zh') ? 'zh-CN' : 'en', comparisons: [] }
  let shown = ''
  return {
    get language() { return state.language },
    show(change: Partial<typeof state> = {}): void {
      Object.assign(state, change)
      const comparisons = state.comparisons.slice(0, mostComparisons).map(({ id, name }) => ({ label: inLanguage(name, state.language), address: `/comparisons/${id}/result` }))
      // A list that only made progress leaves the menu as it is: one that is open would close.
      const now = JSON.stringify([state.language, comparisons, recent.all()])
      if (now === shown) return
      shown = now
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state.language, process.platform === 'darwin', {
        send: (command) => (command === 'open-bundle' ? void given.choose() : window()?.webContents.send('fovea:command', command)),
        zoom,
        recent: [
          ...comparisons.map(({ label, address }) => ({ label, open: () => go(address) })),
          ...recent.all().map((path) => ({ label: basename(path), open: () => given.open(path) })),
        ],
      })))
    },
  }
}
