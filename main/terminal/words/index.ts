/** Words of the terminal in a language. */
import type { Language } from '../../../preload/contract/text.ts'
import { en } from './en.ts'
import type { TerminalWords } from './type.ts'
import { zhCN } from './zh-CN.ts'

export const terminalWords: Record<Language, TerminalWords> = { en, 'zh-CN': zhCN }
export type { TerminalWords } from './type.ts'
