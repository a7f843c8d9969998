/** Files that a browser sends part by part, kept until they are imported. Paths are the user's words and stay inside their folder. */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
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
      if (existsSync(target)) return
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, bytes)
      sizes.set(uploadId, total)
    },
    folderOf,
    drop(uploadId: string): void {
      sizes.delete(uploadId)
      rmSync(join(root, uploadId), { recursive: true, force: true })
    },
  }
}
