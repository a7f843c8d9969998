/** A file that was sent in pieces is put together again. */
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The pieces in `folder`, in the order of their names, become one file there; gives its path. */
export async function joinPieces(folder: string): Promise<string> {
  const pieces = (await readdir(folder)).sort()
  if (pieces.length === 1) return join(folder, pieces[0]!)
  const whole = join(folder, 'whole')
  for (const [i, piece] of pieces.entries()) {
    await pipeline(createReadStream(join(folder, piece)), createWriteStream(whole, { flags: i ? 'a' : 'wx' }))
    await rm(join(folder, piece))
  }
  return whole
}
