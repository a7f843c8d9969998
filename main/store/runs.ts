/** Runs: records, states, their order in the queue, the bin. */
import type { Database } from 'better-sqlite3'
import type { RunRecord, RunState } from '../../preload/contract/run.ts'
import type { NewRun, Operations } from './interface.ts'
import { runColumns, runRecord } from './records.ts'
import type { RunRow } from './records.ts'

type RunOperations = Pick<Operations, 'listRuns' | 'getRun' | 'binRuns' | 'setState' | 'nextQueued' | 'pendingRuns' | 'moveFirst' | 'reorder' | 'recoverRuns' | 'labelRuns' | 'saveMeasures'>

export function createRuns(db: Database) {
  const insert = db.prepare(`INSERT INTO runs (id, comparison_id, variant_id, seed, model, dataset_id, config, state, position, created_at, parent_id) VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?)`)
  const lastPosition = db.prepare<[], { last: number }>('SELECT coalesce(max(position), 0) AS last FROM runs')
  const firstPosition = db.prepare<[], { first: number }>("SELECT coalesce(min(position), 0) AS first FROM runs WHERE state = 'queued'")
  const list = db.prepare<[number, number], RunRow>(`SELECT ${runColumns} FROM runs WHERE deleted_at IS NULL ORDER BY created_at DESC, position LIMIT ? OFFSET ?`)
  const listOf = db.prepare<[string, number, number], RunRow>(`SELECT ${runColumns} FROM runs WHERE comparison_id = ? AND deleted_at IS NULL ORDER BY position LIMIT ? OFFSET ?`)
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM runs WHERE deleted_at IS NULL')
  const countOf = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM runs WHERE comparison_id = ? AND deleted_at IS NULL')
  const one = db.prepare<[string], RunRow>(`SELECT ${runColumns} FROM runs WHERE id = ? AND deleted_at IS NULL`)
  const pending = db.prepare<[], RunRow>(`SELECT ${runColumns} FROM runs WHERE state IN ('queued', 'running') AND deleted_at IS NULL ORDER BY position`)
  const next = db.prepare<[], RunRow>(`SELECT ${runColumns} FROM runs WHERE state = 'queued' AND deleted_at IS NULL ORDER BY position LIMIT 1`)
  const bin = db.prepare('UPDATE runs SET deleted_at = ? WHERE id = ? AND (deleted_at IS NULL) = (? IS NOT NULL)')
  const state = db.prepare("UPDATE runs SET state = ?, problem = CASE WHEN ? IN ('queued', 'running') THEN NULL ELSE problem END WHERE id = ?")
  const place = db.prepare('UPDATE runs SET position = ? WHERE id = ?')
  const placeOf = db.prepare<[string], { position: number }>('SELECT position FROM runs WHERE id = ?')
  const forgetResult = db.prepare('UPDATE comparisons SET result = NULL WHERE id = (SELECT comparison_id FROM runs WHERE id = ?)')
  // A field that is not given stays as it is.
  const label = db.prepare('UPDATE runs SET tags = coalesce(?, tags), note = coalesce(?, note), archived_at = CASE ? WHEN 0 THEN NULL WHEN 1 THEN coalesce(archived_at, ?) ELSE archived_at END WHERE id = ?')
  const measured = db.prepare('UPDATE runs SET latency = coalesce(?, latency), faithfulness = coalesce(?, faithfulness) WHERE id = ?')
  const recover = db.prepare("UPDATE runs SET state = 'stopped', ended_at = CASE state WHEN 'running' THEN ? ELSE ended_at END WHERE state IN ('queued', 'running')")
  const old = db.prepare<[number], { id: string }>('SELECT id FROM runs WHERE deleted_at < ?')
  const dropOld = db.prepare('DELETE FROM runs WHERE deleted_at < ?')

  const record = (row: RunRow | undefined): RunRecord | null => (row ? runRecord(row) : null)
  const operations: RunOperations = {
    listRuns({ comparisonId, offset = 0, limit = -1 }) {
      if (comparisonId === undefined) return { runs: list.all(limit, offset).map(runRecord), total: count.get()!.n }
      return { runs: listOf.all(comparisonId, limit, offset).map(runRecord), total: countOf.get(comparisonId)!.n }
    },
    getRun: (id) => record(one.get(id)),
    binRuns(ids, deletedAt) {
      for (const id of ids) {
        bin.run(deletedAt, id, deletedAt)
        forgetResult.run(id)
      }
    },
    setState(ids, to: RunState) {
      for (const id of ids) {
        state.run(to, to, id)
        forgetResult.run(id)
      }
    },
    nextQueued: () => record(next.get()),
    pendingRuns: () => pending.all().map(runRecord),
    moveFirst(ids) {
      const first = firstPosition.get()!.first
      ids.forEach((id, i) => place.run(first - ids.length + i, id))
    },
    reorder(ids) {
      const places = ids.map((id) => placeOf.get(id)!.position).sort((a, b) => a - b)
      ids.forEach((id, i) => place.run(places[i], id))
    },
    labelRuns(changes, time) {
      for (const { id, tags, note, archived } of changes) label.run(tags ? JSON.stringify(tags) : null, note ?? null, archived === undefined ? null : Number(archived), time, id)
    },
    saveMeasures: (id, { latency, faithfulness }) => { measured.run(latency ? JSON.stringify(latency) : null, faithfulness ? JSON.stringify(faithfulness) : null, id) },
    recoverRuns: () => recover.run(Date.now()).changes,
  }
  return {
    operations,
    create(comparisonId: string, createdAt: number, added: NewRun[]): void {
      const { last } = lastPosition.get()!
      added.forEach(({ id, variantId, seed, config, parentId = null }, i) =>
        insert.run(id, comparisonId, variantId, seed, config.variant.model, config.dataset.id, JSON.stringify(config), last + 1 + i, createdAt, parentId))
    },
    purge(time: number): string[] {
      const ids = old.all(time).map(({ id }) => id)
      dropOld.run(time)
      return ids
    },
  }
}
