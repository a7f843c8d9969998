/** The window's own words, so that the tests find what a user would look for, in either language. */
import type { Language } from '../../preload/contract/text.ts'
import { messages, type Words } from '../../renderer/src/i18n/messages.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

export const speak = (language: Language): Say => (key, params = {}) => {
  const found = key.split('.').reduce<string | Words | undefined>((words, part) => (typeof words === 'object' ? words[part] : undefined), messages[language])
  if (typeof found !== 'string') throw new Error(`no words for ${key}`)
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}
