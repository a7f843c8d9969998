/** What was sent becomes the evaluation's own, to be looked at again later. */
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Datasets } from '../datasets/library.ts'
import { joinPieces } from '../files/join-pieces.ts'
import { filesFolder } from './kept.ts'

/** Gives the path of the folder or file that was sent. One folder around all, as a dropped folder has, is looked through. */
export async function takeUpload({ uploadId, file }: { uploadId: string; file?: string | undefined }, folder: string, uploads: Datasets['uploads']): Promise<string> {
  const sent = uploads.folderOf(uploadId)
  const files = filesFolder(folder)
  try {
    if (file !== undefined) {
      const name = basename(file.replaceAll('\\', '/')).replace(/^\.+/, '') || 'file'
      mkdirSync(files, { recursive: true })
      renameSync(await joinPieces(sent), join(files, name))
      return join(files, name)
    }
    renameSync(sent, files)
  } finally {
    uploads.drop(uploadId)
  }
  const [only, ...others] = readdirSync(files)
  return only !== undefined && !others.length ? join(files, only) : files
}
