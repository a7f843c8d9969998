/** Writes a file so that a reader, or a crash, finds the old content or the new one and nothing between: temporary file, fsync, rename. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

export function writeAtomically(file: string, parts: (string | Uint8Array)[]): void {
  const temporary = `${file}.${process.pid}.part`
  try {
    const descriptor = openSync(temporary, 'w')
    try {
      for (const part of parts) writeWhole(descriptor, typeof part === 'string' ? Buffer.from(part) : part)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** write(2) may take less than it is given. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength; ) at += writeSync(descriptor, bytes, at)
}
