/** Opens the history. A newer one is refused and left alone; a damaged one is kept beside under a dated name, and the user is told. */
import Database from 'better-sqlite3'
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { latest, migrate, versionOf } from './migrations/index.ts'

/** Above this size the whole is not checked at every start (100 MB take about 0.2 s), only when damage was met before. */
const largestChecked = 200_000_000

/** A mark beside the history: damage was met while it was open, so the next start looks at all of it. */
const suspicion = (file: string) => `${file}.check`
export const markSuspect = (file: string): void => writeFileSync(suspicion(file), '')

const damage = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']
export const isDamage = (error: unknown) => damage.some((code) => String((error as { code?: unknown }).code).startsWith(code))

export function connect(file: string): Database.Database {
  if (!existsSync(dirname(file))) throw new FoveaError('unavailable', 'store.unwritable', { file, detail: `${dirname(file)} does not exist` })
  const nativeBinding = process.env['FOVEA_SQLITE_BINDING']
  const db = new Database(file, nativeBinding ? { nativeBinding } : {})
  db.pragma('busy_timeout = 5000')
  return db
}

function openSound(file: string): Database.Database {
  const db = connect(file)
  try {
    const version = versionOf(db)
    if (version > latest) throw new FoveaError('conflict', 'store.newer', { file, version, known: latest })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    if ((statSync(file).size <= largestChecked || existsSync(suspicion(file))) && db.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw Object.assign(new Error('the check found damage'), { code: 'SQLITE_CORRUPT' })
    migrate(db)
    rmSync(suspicion(file), { force: true })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** fovea.db → fovea.damaged-20261121-101500.db, with a number when that is taken. */
function putAside(file: string): string {
  const stamp = new Date().toISOString().replace(/\..*/, '').replace(/[-:]/g, '').replace('T', '-')
  const name = (n: number) => file.replace(/(\.db)?$/, `.damaged-${stamp}${n ? `-${n}` : ''}.db`)
  let n = 0
  while (existsSync(name(n))) n++
  const kept = name(n)
  // The write-ahead log goes along: it may hold what the main file lacks.
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, kept + part)
  return kept
}

export function openDatabase(file: string): { db: Database.Database; notices: Problem[] } {
  try {
    return { db: openSound(file), notices: [] }
  } catch (error) {
    if (!isDamage(error)) throw error
    const kept = putAside(file)
    return { db: openSound(file), notices: [{ kind: 'unreadable', code: 'store.damaged', params: { file: kept } }] }
  }
}
