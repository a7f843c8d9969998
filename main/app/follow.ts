/** Follows the comparisons for the system's sake: dock or taskbar, notifications, the menu. */
import { Notification } from 'electron'
import type { BrowserWindow } from 'electron'
import type { ComparisonSummary } from '../../preload/contract/comparison.ts'
import type { Settings } from '../../preload/contract/system.ts'
import type { Language } from '../../preload/contract/text.ts'
import { ended, newsOf, progressOf } from './work.ts'

export interface Followed {
  stream(name: 'comparisons.follow', input: undefined, onItem: (list: ComparisonSummary[]) => void, signal: AbortSignal): Promise<void>
  call(name: 'settings.get', input: undefined): Promise<Settings>
}
export interface FollowOptions { window(): BrowserWindow | null; go(address: string): void; language(): Language; onList(comparisons: readonly ComparisonSummary[]): void }

export function followComparisons(behind: Followed, { window, go, language, onList }: FollowOptions): void {
  let before: readonly ComparisonSummary[] = []
  const heard = (now: readonly ComparisonSummary[]) => {
    onList(now)
    window()?.setProgressBar(progressOf(now))
    for (const comparison of ended(before, now)) tell(comparison).catch(() => {})
    before = now
  }
  async function tell(comparison: ComparisonSummary): Promise<void> {
    if (window()?.isFocused() || !Notification.isSupported() || !(await behind.call('settings.get', undefined)).tellEnd) return
    const notification = new Notification(newsOf(comparison, language()))
    notification.on('click', () => go(`/comparisons/${comparison.id}/result`))
    notification.show()
  }
  // It ends with Fovea; what it would say of a lost history the window says itself.
  behind.stream('comparisons.follow', undefined, heard, new AbortController().signal).catch(() => {})
}
