/** What a process that was killed leaves half-written. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../home.ts'

const day = 24 * 3600 * 1000

/** Removes half-written datasets and abandoned uploads that nobody has touched for a day; another Fovea may be writing younger ones. */
export function removeLeftovers(home: Home, now = Date.now()): void {
  const halfWritten = readdirSync(home.datasets).filter((name) => /\.(building-\w+|spool)$/.test(name)).map((name) => join(home.datasets, name))
  const uploads = readdirSync(home.uploads).map((name) => join(home.uploads, name))
  for (const path of [...halfWritten, ...uploads]) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now }
    if (now - mtimeMs > day) rmSync(path, { recursive: true, force: true })
  }
}
