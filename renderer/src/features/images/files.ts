/** Files as inputs of an inspection: their bytes in base64. A file that the window cannot read or that is too large is named with the reason. */
import type { ImageInput } from '../../../../preload/contract/inspect.ts'
import { base64Of } from '../../ui/base64.ts'
import type { Dropped } from '../../ui/dropped-files.ts'

const mostBytes = 64 * 1024 * 1024
/** Images that are looked at one by one; more of them, a folder or a ZIP are an evaluation. */
const few = 12

export const areMany = ({ folder, files }: Dropped): boolean => folder !== null || files.length > few || files.some(({ file }) => /\.zip$/i.test(file.name))

/** Files as they come from a picker or the clipboard. */
export const asDropped = (files: File[]): Dropped => ({ folder: null, files: files.map((file) => ({ path: file.name, file })), items: files })

export interface Read { images: { name: string; input: ImageInput }[]; refused: { name: string; reason: 'too-large' | 'unreadable' }[] }

export async function readFiles(files: Iterable<File>): Promise<Read> {
  const read: Read = { images: [], refused: [] }
  for (const file of files) {
    if (file.size > mostBytes) { read.refused.push({ name: file.name, reason: 'too-large' }); continue }
    try {
      read.images.push({ name: file.name, input: { from: 'file', name: file.name, bytes: await base64Of(file) } })
    } catch {
      read.refused.push({ name: file.name, reason: 'unreadable' })
    }
  }
  return read
}
