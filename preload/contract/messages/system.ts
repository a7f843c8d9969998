/** Messages of the system around the work: code → [what happened, what to do next]. */
import type { Messages } from './index.ts'
import { messages as setup } from './setup.js'

export const system: Messages = {
  en: {
    ...setup.en,
    'system.internal': ['Something in Fovea failed: {detail}', 'Nothing was lost. Report it with the output of "fovea doctor".'],
    'system.disk-full': ['The disk is full: {detail}', 'Free some space and try again. What was saved before is kept.'],
    'system.bad-input': ['The request was not understood: {detail}', 'Reload the window. If it happens again, report it.'],
  },
  'zh-CN': {
    ...setup['zh-CN'],
    'system.internal': ['Fovea 内部出错：{detail}', '没有丢失数据。请附上 “fovea doctor” 的输出报告此问题。'],
    'system.disk-full': ['磁盘已满：{detail}', '请腾出空间后重试。之前保存的内容都已保留。'],
    'system.bad-input': ['无法理解该请求：{detail}', '请重新加载窗口。若再次出现，请报告此问题。'],
  },
}
