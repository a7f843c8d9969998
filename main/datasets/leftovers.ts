/** What a process that was killed leaves half-written, and what was removed long ago. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../home.ts'

const day = 24 * 3600 * 1000
/** Removed datasets lie here, under their keys, as long as removed runs are kept. */
export const bin = '.bin'

/** Removes half-written datasets and abandoned uploads that nobody has touched for a day (another Fovea may be writing younger ones), and for good what was removed 30 days ago. */
export function removeLeftovers(home: Home, now = Date.now()): void {
  const halfWritten = readdirSync(home.datasets).filter((name) => /\.(building-\w+|spool)$/.test(name)).map((name) => join(home.datasets, name))
  const uploads = readdirSync(home.uploads).map((name) => join(home.uploads, name))
  const removed = existsSync(join(home.datasets, bin)) ? readdirSync(join(home.datasets, bin)).map((name) => join(home.datasets, bin, name)) : []
  const dropOlder = (paths: string[], days: number) => {
    for (const path of paths) {
      const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now }
      if (now - mtimeMs > days * day) rmSync(path, { recursive: true, force: true })
    }
  }
  dropOlder([...halfWritten, ...uploads], 1)
  dropOlder(removed, 30)
}
