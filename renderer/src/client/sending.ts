/** Files on their way to main: where the desktop knows them to lie, their path; else they are sent, one by one. */
import { base64Of } from '../ui/base64.ts'
import type { Dropped, FoundFile } from '../ui/dropped-files.ts'
import { call } from './rpc.ts'

/** As base64 one must fit into one message. */
export const largestFile = 64 * 1024 ** 2
/** A larger file goes in pieces, where the other side puts them together. */
const piece = 32 * 1024 ** 2
const atOnce = 4

/** Where the folder lies, which only the desktop knows. A chosen folder has files only, so its path is a file's without the end. */
export function pathOfFolder({ folder, files, items }: Dropped): string | null {
  const bridge = window.fovea
  if (!bridge || folder === null) return null
  if (items.length) return bridge.pathOf(items[0]!) || null
  const first = files[0]
  const full = first ? bridge.pathOf(first.file) : ''
  return first && full.replaceAll('\\', '/').endsWith(`/${first.path}`) ? full.slice(0, -first.path.length - 1) : null
}

/** `done` and `total` in bytes. */
export type TellSent = (done: number, total: number) => void

/** Sends into a new upload and gives its id; what was sent is dropped when it fails or is stopped. */
export async function upload(send: (uploadId: string) => Promise<void>): Promise<string> {
  const { uploadId } = await call('uploads.begin')
  try {
    await send(uploadId)
  } catch (error) {
    void call('uploads.drop', { uploadId }).catch(() => {})
    throw error
  }
  return uploadId
}

/** An empty file has no base64, and is sent as nothing so that it is told of. */
export async function sendFiles(files: readonly FoundFile[], uploadId: string, tell: TellSent, signal: AbortSignal): Promise<void> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  let next = 0
  let done = 0
  tell(0, total)
  const sender = async () => {
    for (let found = files[next++]; found; found = files[next++]) {
      signal.throwIfAborted()
      await call('uploads.file', { uploadId, path: found.path, bytes: await base64Of(found.file) })
      tell((done += found.file.size), total)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
}

/** One file of any size; the names of the pieces sort in their order. */
export async function sendPieces(file: File, uploadId: string, tell?: TellSent, signal?: AbortSignal): Promise<void> {
  for (let from = 0; from === 0 || from < file.size; from += piece) {
    tell?.(from, file.size)
    signal?.throwIfAborted()
    await call('uploads.file', { uploadId, path: String(from / piece).padStart(6, '0'), bytes: await base64Of(file.slice(from, from + piece)) })
  }
}
