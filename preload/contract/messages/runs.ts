/** Messages of runs: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const runs: Messages = {
  en: {},
  'zh-CN': {},
}
