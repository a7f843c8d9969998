/** Settings by key, as JSON. */
import type { Database } from 'better-sqlite3'
import type { Operations } from './interface.ts'

export function createSettings(db: Database): Pick<Operations, 'getSetting' | 'setSetting'> {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  const set = db.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)')
  return {
    getSetting(key) {
      const row = get.get(key)
      return row ? JSON.parse(row.value) : undefined
    },
    setSetting: (key, value) => { set.run(key, JSON.stringify(value)) },
  }
}
