/** Files as inputs of an inspection: their bytes in base64. A file that the window cannot read or that is too large is named with the reason. */
import type { ImageInput } from '../../../../preload/contract/inspect.ts'

const mostBytes = 64 * 1024 * 1024
/** What one call may hold; more images go into a folder import. */
export const mostFiles = 200

export interface Read { images: { name: string; input: ImageInput }[]; refused: { name: string; reason: 'too-large' | 'unreadable' }[] }

export async function readFiles(files: Iterable<File>): Promise<Read> {
  const read: Read = { images: [], refused: [] }
  for (const file of files) {
    if (file.size > mostBytes) { read.refused.push({ name: file.name, reason: 'too-large' }); continue }
    try {
      read.images.push({ name: file.name, input: { from: 'file', name: file.name, bytes: await base64(file) } })
    } catch {
      read.refused.push({ name: file.name, reason: 'unreadable' })
    }
  }
  return read
}

/** FileReader encodes natively; building a string of 60 MB by hand blocks the window. */
const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => { const url = reader.result as string; resolve(url.slice(url.indexOf(',') + 1)) }
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
