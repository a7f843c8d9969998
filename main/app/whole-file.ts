/** A small file of the desktop's own, never seen half-written. */
import { renameSync, writeFileSync } from 'node:fs'

export function writeWhole(file: string, content: string): void {
  try {
    writeFileSync(`${file}.part`, content)
    renameSync(`${file}.part`, file)
  } catch { /* What it holds is a convenience: on a full disk, say, it stays as it was and nothing else comes to an end. */ }
}
