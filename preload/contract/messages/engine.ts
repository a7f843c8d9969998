/** Messages of engine: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const engine: Messages = {
  en: {},
  'zh-CN': {},
}
