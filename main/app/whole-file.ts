/** A small file of the desktop's own, never seen half-written. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** What it holds is a convenience: where it cannot be written, on a full disk say, it stays as it was and nothing else comes to an end. */
export function writeWhole(file: string, content: string): void {
  try {
    writeFileSync(`${file}.part`, content)
    renameSync(`${file}.part`, file)
  } catch {
    rmSync(`${file}.part`, { force: true })
  }
}
