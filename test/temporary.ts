/** A folder of a test's own; `using` removes it, or `remove` when all tests of a file have ended. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function temporaryFolder(): { path: string; remove(): void } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'fovea-test-'))
  const remove = () => rmSync(path, { recursive: true, force: true })
  return { path, remove, [Symbol.dispose]: remove }
}
