/** Messages of plans: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const plans: Messages = {
  en: {},
  'zh-CN': {},
}
