/** An image of an evaluation once more: its file, from where it was read. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'
import { openZip } from '../files/zip-read.ts'
import { largestFile } from './source.ts'
import { zipRules } from './zip-rules.ts'

/** Throws 'evaluations.file-gone' when it is not there any more. */
export async function readAgain(path: string | null, name: string): Promise<Buffer> {
  try {
    if (path === null) throw new Error('not kept')
    const about = await stat(path)
    const file = about.isDirectory() ? join(path, name) : path
    if (about.isDirectory() || !/\.zip$/i.test(path)) {
      if ((await stat(file)).size > largestFile) throw new Error('too large')
      return await readFile(file)
    }
    const zip = await openZip(path, zipRules)
    try {
      const entry = zip.entries.get(name)
      if (!entry || entry.bytes > largestFile) throw new Error('not in it')
      return await zip.read(name)
    } finally {
      await zip.close()
    }
  } catch (error) {
    throw new FoveaError('not-found', 'evaluations.file-gone', { file: name }, { cause: error })
  }
}
