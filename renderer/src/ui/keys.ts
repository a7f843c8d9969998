/** Keys of a page while it is open. Nothing happens while someone types or holds Ctrl, Alt or Meta; a handler that returns false leaves the key to others. */
import { useEventListener } from '@vueuse/core'

export type Keys = Record<string, (event: KeyboardEvent) => unknown>

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'))
/** Space and Enter on a control press that control. */
const pressing = (event: KeyboardEvent): boolean => (event.key === ' ' || event.key === 'Enter') && event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role=button], input') !== null
/** What floats has the keys: Escape closes it and does nothing else. */
const floating = (): boolean => document.querySelector('[role=dialog][data-state=open]') !== null

export function useKeys(keys: Keys): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || pressing(event) || floating()) return
    const handler = keys[event.key] ?? keys[event.key.toLowerCase()]
    if (handler && handler(event) !== false) event.preventDefault()
  })
}
