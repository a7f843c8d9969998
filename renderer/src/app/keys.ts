/** Which key means which command. Letters are commands only outside of text fields and dialogs. */
import type { MenuCommand } from '../../../preload/contract/transport.ts'
import { withControl } from '../ui/platform.ts'
import { isTyping } from '../ui/typing.ts'

export interface Key { command?: MenuCommand; stage?: number }

const withCommandKey: Record<string, MenuCommand> = { k: 'palette', n: 'new-comparison', o: 'import-images', e: 'export-report', ',': 'settings' }
const plain: Record<string, MenuCommand> = { t: 'theme', '?': 'keys' }
/** After G. */
const places: Record<string, MenuCommand> = { c: 'go-start', i: 'go-images', r: 'go-runs', d: 'go-datasets', a: 'go-catalogue' }

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>

const inDialog = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('[role=dialog]') !== null

/** `before` is the key pressed just before this one. */
export function keyOf(event: Press, before: string): Key | null {
  const letter = event.key.toLowerCase()
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) {
    const command = withControl(event as KeyboardEvent) && !event.shiftKey ? withCommandKey[letter] : undefined
    return command ? { command } : null
  }
  if (isTyping(event.target) || inDialog(event.target)) return null
  const command = before === 'g' ? places[letter] : plain[letter]
  if (command) return { command }
  return /^[1-6]$/.test(letter) ? { stage: Number(letter) } : null
}
