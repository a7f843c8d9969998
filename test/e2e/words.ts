/** The window's own words, so that the tests find what a user would look for, in either language. */
import type { Language } from '../../preload/contract/text.ts'
import { messages, type Words } from '../../renderer/src/i18n/messages.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

export const speak = (language: Language): Say => (key, params = {}) => {
  const found = key.split('.').reduce<string | Words | undefined>((words, part) => (typeof words === 'object' ? words[part] : undefined), messages[language])
  if (typeof found !== 'string') throw new Error(`no words for ${key}`)
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}

/** The form of words that goes with a number, chosen as vue-i18n chooses it. */
export function counted(t: Say, key: string, n: number, params: Record<string, string | number> = {}): string {
  const forms = t(key, { n, ...params }).split(' | ')
  return (forms.length === 1 ? forms[0] : forms.length === 2 ? forms[n === 1 ? 0 : 1] : forms[Math.min(n, 2)])!.trim()
}
