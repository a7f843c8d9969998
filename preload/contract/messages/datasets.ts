/** Messages of datasets: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const datasets: Messages = {
  en: {},
  'zh-CN': {},
}
