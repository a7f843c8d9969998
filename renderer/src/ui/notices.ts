/** Short messages of what happened elsewhere, above all "removed" with a way back. They stay 10 s. */
import { reactive } from 'vue'

export interface Notice { id: number; text: string; undo?: (() => void | Promise<void>) | undefined }

export const notices = reactive<Notice[]>([])
const staying = 10_000
let nextId = 1

export function notify(text: string, undo?: Notice['undo']): number {
  const id = nextId++
  notices.push({ id, text, undo })
  setTimeout(() => dismiss(id), staying)
  return id
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}
