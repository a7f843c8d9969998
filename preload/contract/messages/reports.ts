/** Messages of reports: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const reports: Messages = {
  en: {},
  'zh-CN': {},
}
