/** What `datasets.import` is told to read: the folder's path in the desktop, else the upload it was sent in. */
import type { InputOf } from '../../../../preload/contract/procedures.ts'
import { largestFile, pathOfFolder, sendFiles, upload } from '../../client/sending.ts'
import type { Dropped } from '../../ui/dropped-files.ts'
import type { Work } from './works.ts'

type Source = InputOf<'datasets.import'>['source']

/** Leaves out what is too large. */
export async function sourceOf(dropped: Dropped, work: Work, signal: AbortSignal): Promise<Source> {
  const path = pathOfFolder(dropped)
  if (path) return { from: 'path', path }
  const small = dropped.files.filter(({ file }) => file.size <= largestFile)
  const uploadId = await upload((id) => sendFiles(small, id, (done, total) => { work.progress = { what: 'sending', done, total } }, signal))
  return { from: 'upload', uploadId }
}
