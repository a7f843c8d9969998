/** The right to train with a home: a lock of the system on a small file, which ends with the process that has it, however it ends. */
import type { Database } from 'better-sqlite3'
import { connect } from './open.ts'

export function createQueueLock(file: string): { take(): boolean; release(): void } {
  let held: Database | null = null
  return {
    take() {
      if (held) return true
      const db = connect(file)
      try {
        db.pragma('busy_timeout = 0')
        db.exec('BEGIN EXCLUSIVE')
        held = db
        return true
      } catch (error) {
        db.close()
        if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return false
        throw error
      }
    },
    release() {
      held?.close()
      held = null
    },
  }
}
