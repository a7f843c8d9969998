/** A run's answers to the test split, kept so that paired tests, calibration and confusion need no second run. */
import type { Database } from 'better-sqlite3'
import type { Operations, StoredPredictions } from './interface.ts'

interface Row { run_id: string; classes: number; logits: Uint8Array; labels: Uint8Array; indices: Uint8Array }

const bytesOf = (array: Float32Array | Int32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
/** Copied, for a blob need not lie aligned. */
const copied = (blob: Uint8Array) => new Uint8Array(blob).buffer

export function createPredictions(db: Database): Pick<Operations, 'savePredictions' | 'readPredictions' | 'logitBytes'> {
  const save = db.prepare('INSERT OR REPLACE INTO predictions (run_id, classes, logits, labels, indices) VALUES (?, ?, ?, ?, ?)')
  const read = db.prepare<[string], Row>('SELECT run_id, classes, logits, labels, indices FROM predictions WHERE run_id = ?')
  const size = db.prepare<[string], { bytes: number }>('SELECT length(logits) AS bytes FROM predictions WHERE run_id = ?')
  return {
    logitBytes: (runIds) => runIds.reduce((sum, id) => sum + (size.get(id)?.bytes ?? 0), 0),
    savePredictions: (runId, { logits, labels, indices, classes }) => { save.run(runId, classes, bytesOf(logits), bytesOf(labels), bytesOf(indices)) },
    readPredictions: (runIds) => new Map(runIds.flatMap((id): [string, StoredPredictions][] => {
      const row = read.get(id)
      return row ? [[id, { classes: row.classes, logits: new Float32Array(copied(row.logits)), labels: new Int32Array(copied(row.labels)), indices: new Int32Array(copied(row.indices)) }]] : []
    })),
  }
}
