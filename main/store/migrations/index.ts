/** The numbered steps from an empty database to today's. A step that was published is never changed; another is added. */
import type { Database } from 'better-sqlite3'
import { sql as first } from './0001-first.ts'
import { sql as imports } from './0002-imports.ts'
import { sql as workbench } from './0003-workbench.ts'

/** The i-th takes a database from version i to i + 1. */
export const migrations: readonly string[] = [first, imports, workbench]
export const latest = migrations.length

export const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number

/** Brings a database to a version, each step whole or not at all. */
export function migrate(db: Database, to = latest): void {
  for (let version = versionOf(db); version < to; version++) {
    db.transaction(() => {
      db.exec(migrations[version]!)
      db.pragma(`user_version = ${version + 1}`)
    }).immediate()
  }
}
