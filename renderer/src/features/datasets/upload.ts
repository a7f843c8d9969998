/** The files of a folder, sent one by one to where they are imported from; or, in the desktop, only the folder's path. */
import type { InputOf } from '../../../../preload/contract/procedures.ts'
import { call } from '../../client/index.ts'
import { base64Of } from '../../ui/base64.ts'
import type { Dropped, FoundFile } from '../../ui/dropped-files.ts'
import type { Work } from './works.ts'

/** As base64 one must fit into one message. */
export const largestFile = 64 * 1024 ** 2
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

/** Sends what is not too large; an empty file has no base64, and is sent as nothing so that it is told of. */
async function send(files: readonly FoundFile[], uploadId: string, work: Work, signal: AbortSignal): Promise<void> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  let next = 0
  let done = 0
  work.progress = { what: 'sending', done, total }
  const sender = async () => {
    for (let found = files[next++]; found; found = files[next++]) {
      signal.throwIfAborted()
      await call('uploads.file', { uploadId, path: found.path, bytes: await base64Of(found.file) })
      done += found.file.size
      work.progress = { what: 'sending', done, total }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sender))
}

type Source = InputOf<'datasets.import'>['source']

export async function sourceOf(dropped: Dropped, work: Work, signal: AbortSignal): Promise<Source> {
  const path = pathOfFolder(dropped)
  if (path) return { from: 'path', path }
  const { uploadId } = await call('uploads.begin')
  try {
    await send(dropped.files.filter(({ file }) => file.size <= largestFile), uploadId, work, signal)
  } catch (error) {
    void call('uploads.drop', { uploadId }).catch(() => {})
    throw error
  }
  return { from: 'upload', uploadId }
}
