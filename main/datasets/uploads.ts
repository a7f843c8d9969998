/** Files that a browser sends part by part, kept until they are imported. Paths are the user's words and stay inside their folder. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'

/** More than this in one upload is refused: a path given to the desktop or the terminal has no such limit. */
const largestUpload = 4 * 1024 ** 3

export function createUploads(root: string) {
  const sizes = new Map<string, number>()
  const folderOf = (uploadId: string) => {
    if (!sizes.has(uploadId)) throw new FoveaError('not-found', 'dataset.no-upload', {})
    return join(root, uploadId)
  }
  return {
    begin(): string {
      const id = randomUUID()
      mkdirSync(join(root, id), { recursive: true })
      sizes.set(id, 0)
      return id
    },
    file(uploadId: string, path: string, bytes: Uint8Array): void {
      const folder = folderOf(uploadId)
      const inside = normalize(path.replaceAll('\\', '/'))
      const target = join(folder, inside)
      if (inside.includes('\0') || !target.startsWith(folder + sep)) throw new FoveaError('forbidden', 'dataset.bad-path', { path })
      const total = sizes.get(uploadId)! + bytes.length
      if (total > largestUpload) throw new FoveaError('invalid', 'dataset.upload-too-large', { gigabytes: 4 })
      try {
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(target, bytes, { flag: 'wx' })
      } catch (error) {
        // Sent twice, or a file where another path has a folder.
        if (!['EEXIST', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
        throw new FoveaError('conflict', 'dataset.path-taken', { path }, { cause: error })
      }
      sizes.set(uploadId, total)
    },
    folderOf,
    drop(uploadId: string): void {
      if (sizes.delete(uploadId)) rmSync(join(root, uploadId), { recursive: true, force: true })
    },
  }
}
