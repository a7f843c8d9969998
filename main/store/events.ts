/** Events of runs: stamped, written, and at once told to the run's record, so that the record never says less than the events. */
import type { Database } from 'better-sqlite3'
import type { RunEvent, SequencedEvent } from '../../preload/contract/run.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { TimedEvent } from './interface.ts'
import type { createMetrics } from './metrics.ts'

const page = 500

export function createEvents(db: Database, metrics: ReturnType<typeof createMetrics>) {
  const lastSeq = db.prepare<[string], { last_seq: number }>('SELECT last_seq FROM runs WHERE id = ?')
  const setLastSeq = db.prepare('UPDATE runs SET last_seq = ? WHERE id = ?')
  const insert = db.prepare('INSERT INTO events (run_id, seq, time, type, body) VALUES (?, ?, ?, ?, ?)')
  const dropProgress = db.prepare("DELETE FROM events WHERE run_id = ? AND type = 'progress'")
  const select = db.prepare<[string, number, number], { seq: number; time: number; type: string; body: string | null }>('SELECT seq, time, type, body FROM events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?')
  const forgetResult = db.prepare('UPDATE comparisons SET result = NULL WHERE id = (SELECT comparison_id FROM runs WHERE id = ?)')

  const started = db.prepare(`UPDATE runs SET state = 'running', started_at = coalesce(started_at, ?), ended_at = NULL, problem = NULL, environment = ?, cost = ?, steps = ?, steps_per_epoch = ?, step = ? WHERE id = ?`)
  const progressed = db.prepare('UPDATE runs SET step = ?, steps = ?, images_per_second = ? WHERE id = ?')
  const checkpointed = db.prepare('UPDATE runs SET has_checkpoint = 1 WHERE id = ?')
  const finished = db.prepare(`UPDATE runs SET state = 'finished', ended_at = ?, step = ?, seconds = ?, images_per_second = ?, test_accuracy = ?, test_loss = ?, problem = NULL WHERE id = ?`)
  const stopped = db.prepare(`UPDATE runs SET state = 'stopped', ended_at = ?, step = ?, seconds = ? WHERE id = ?`)
  const failed = db.prepare(`UPDATE runs SET state = 'failed', ended_at = ?, step = ?, problem = ? WHERE id = ?`)

  function note(runId: string, time: number, event: RunEvent): void {
    switch (event.type) {
      case 'started':
        metrics.cutAfter(runId, event.fromStep)
        started.run(time, JSON.stringify(event.environment), JSON.stringify(event.cost), event.steps, event.stepsPerEpoch, event.fromStep, runId)
        return
      case 'progress': progressed.run(event.step, event.steps, event.imagesPerSecond, runId); return
      case 'checkpoint': checkpointed.run(runId); return
      case 'finished': finished.run(time, event.step, event.seconds, event.imagesPerSecond, event.testAccuracy, event.testLoss, runId); break
      case 'stopped': stopped.run(time, event.step, event.seconds, runId); break
      case 'failed': failed.run(time, event.step, JSON.stringify(event.problem), runId); break
      case 'metrics':
      case 'log': return
    }
    forgetResult.run(runId)
  }

  const store = {
    /** Events of another history, with their own numbers. The run's record came with them, so nothing is told to it. */
    insertAs(runId: string, events: readonly SequencedEvent[]): void {
      for (const { seq, time, event } of events) {
        if (event.type === 'metrics') metrics.append(runId, seq, event.points)
        insert.run(runId, seq, time, event.type, event.type === 'metrics' ? null : JSON.stringify(event))
      }
      setLastSeq.run(events.at(-1)?.seq ?? 0, runId)
    },

    append(runId: string, events: TimedEvent[]): SequencedEvent[] {
      const row = lastSeq.get(runId)
      if (!row) throw new FoveaError('not-found', 'runs.unknown', { id: runId })
      let seq = row.last_seq
      const stamped = events.map(({ time, event }) => ({ seq: ++seq, time, event }))
      // Of progress only the last is of use later.
      const lastProgress = stamped.findLast(({ event }) => event.type === 'progress')
      if (lastProgress) dropProgress.run(runId)
      for (const one of stamped) {
        const { event, time } = one
        note(runId, time, event)
        if (event.type === 'progress' && one !== lastProgress) continue
        if (event.type === 'metrics') metrics.append(runId, one.seq, event.points)
        insert.run(runId, one.seq, time, event.type, event.type === 'metrics' ? null : JSON.stringify(event))
      }
      setLastSeq.run(seq, runId)
      return stamped
    },

    read(runId: string, afterSeq: number, limit: number): SequencedEvent[] {
      const rows = select.all(runId, afterSeq, limit)
      if (!rows.length) return []
      const points = metrics.pointsOf(runId, rows[0]!.seq, rows.at(-1)!.seq)
      return rows.map(({ seq, time, body }) => ({ seq, time, event: body === null ? { type: 'metrics', points: points.get(seq) ?? [] } : (JSON.parse(body) as RunEvent) }))
    },
    /** The points of a run so far, as the first events of another that goes on from it. */
    inherit(fromRunId: string, runId: string): void {
      for (let last = 0; ; ) {
        const events = store.read(fromRunId, last, page)
        store.append(runId, events.filter(({ event }) => event.type === 'metrics').map(({ time, event }) => ({ time, event })))
        if (events.length < page) return
        last = events.at(-1)!.seq
      }
    },
  }
  return store
}
