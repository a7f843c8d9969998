/** A small file of the desktop's own, never seen half-written. */
import { renameSync, writeFileSync } from 'node:fs'

export function writeWhole(file: string, content: string): void {
  writeFileSync(`${file}.part`, content)
  renameSync(`${file}.part`, file)
}
