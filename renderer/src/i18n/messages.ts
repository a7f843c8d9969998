/**
 * All words of the window. A feature's words are en/<feature>.ts and zh-CN/<feature>.ts, each `export default { … }`; a key is
 * then `<feature>.<name>`. New files are found by themselves; a test holds that both languages have the same keys and parameters.
 */
import type { Language } from '../../../preload/contract/text.ts'

/** A text, or texts under a name. vue-i18n's own syntax: {name} is a parameter, `one | many` are plural forms. */
export interface Words { [name: string]: string | Words }

const files = {
  en: import.meta.glob<Words>('./en/*.ts', { eager: true, import: 'default' }),
  'zh-CN': import.meta.glob<Words>('./zh-CN/*.ts', { eager: true, import: 'default' }),
}

const named = (found: Record<string, Words>): Words =>
  Object.fromEntries(Object.entries(found).map(([file, words]) => [file.replace(/^.*\/|\.ts$/g, ''), words]))

export const messages: Record<Language, Words> = { en: named(files.en), 'zh-CN': named(files['zh-CN']) }
