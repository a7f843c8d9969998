/** Words of findings, fairness notes and reports in a language. */
import type { Language } from '../../../preload/contract/text.ts'
import { en } from './en.ts'
import type { Words } from './type.ts'
import { zhCN } from './zh-CN.ts'

export const words: Record<Language, Words> = { en, 'zh-CN': zhCN }
export type { Claim, Words } from './type.ts'
