/** What SQLite says, as a problem with words. */
import { FoveaError, problemOf } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'

export function storeProblem(error: unknown, file: string): Problem {
  if (error instanceof FoveaError) return error.problem
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const detail = error instanceof Error ? error.message : String(error)
  if (code === 'SQLITE_FULL') return { kind: 'no-space', code: 'system.disk-full', params: { detail: file } }
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'conflict', code: 'store.busy', params: { file } }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return { kind: 'unreadable', code: 'store.corrupt', params: { file } }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_PERM'))
    return { kind: 'unavailable', code: 'store.unwritable', params: { file, detail } }
  return problemOf(error)
}
