/** Comparisons: their plans, the state of their runs in one line, and the last computed result. */
import type { Database } from 'better-sqlite3'
import type { ComparisonResult } from '../../preload/contract/comparison.ts'
import type { ReportChoices } from '../../preload/contract/report.ts'
import type { ComparisonLine, StoredComparison } from './interface.ts'

interface Row { id: string; plan: string; created_at: number; result: string | null; file: string | null; opened_at: number | null; queued: number; running: number; finished: number; stopped: number; failed: number; progress: number | null }

/** Step at which a run's own training begins: one that goes on from another has that one's steps behind it. */
const begun = "iif(parent_id IS NULL, 0, max(0, steps - coalesce(steps_per_epoch * json_extract(config, '$.training.added[#-1]'), 0)))"

const columns = `comparisons.id, plan, comparisons.created_at, result, imports.file, imports.opened_at,
  count(*) FILTER (WHERE state = 'queued') AS queued, count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'finished') AS finished,
  count(*) FILTER (WHERE state = 'stopped') AS stopped, count(*) FILTER (WHERE state = 'failed') AS failed,
  total(CASE WHEN state = 'finished' THEN 1.0 WHEN steps > ${begun} THEN min(1.0, max(0.0, 1.0 * (step - ${begun}) / (steps - ${begun}))) ELSE 0 END) AS progress`
const joined = 'FROM comparisons LEFT JOIN imports ON imports.comparison_id = comparisons.id LEFT JOIN runs ON runs.comparison_id = comparisons.id AND runs.deleted_at IS NULL'

const line = ({ id, plan, created_at, result, file, opened_at, queued, running, finished, stopped, failed, progress }: Row): ComparisonLine => ({
  id, plan: JSON.parse(plan), createdAt: created_at, result: result === null ? null : JSON.parse(result),
  imported: file === null ? null : { file, openedAt: opened_at! },
  counts: { queued, running, finished, stopped, failed, progress: progress ?? 0 },
})

export function createComparisons(db: Database) {
  const insert = db.prepare('INSERT INTO comparisons (id, plan, created_at) VALUES (?, ?, ?)')
  const all = db.prepare<[], Row>(`SELECT ${columns} ${joined} WHERE comparisons.deleted_at IS NULL GROUP BY comparisons.id ORDER BY comparisons.created_at DESC, comparisons.rowid DESC`)
  const one = db.prepare<[string], Row>(`SELECT ${columns} ${joined} WHERE comparisons.id = ? AND comparisons.deleted_at IS NULL GROUP BY comparisons.id`)
  const deletedAtOf = db.prepare<[string], { deleted_at: number | null }>('SELECT deleted_at FROM comparisons WHERE id = ?')
  const bin = db.prepare('UPDATE comparisons SET deleted_at = ? WHERE id = ?')
  // Only the runs that went with it come back with it.
  const binRuns = db.prepare('UPDATE runs SET deleted_at = ? WHERE comparison_id = ? AND deleted_at IS ?')
  const save = db.prepare('UPDATE comparisons SET result = ?, result_version = ? WHERE id = ?')
  const forget = db.prepare('UPDATE comparisons SET result = NULL WHERE result IS NOT NULL AND result_version IS NOT ?')
  const runsOfOld = db.prepare<[number], { id: string }>('SELECT runs.id FROM runs JOIN comparisons ON comparisons.id = comparison_id WHERE comparisons.deleted_at < ?')
  const dropOld = db.prepare('DELETE FROM comparisons WHERE deleted_at < ?')
  const choices = db.prepare<[string], { report: string | null }>('SELECT report FROM comparisons WHERE id = ?')
  const choose = db.prepare('UPDATE comparisons SET report = ? WHERE id = ?')
  return {
    reportChoices(id: string): ReportChoices | null {
      const report = choices.get(id)?.report
      return report ? JSON.parse(report) : null
    },
    saveReportChoices: (id: string, chosen: ReportChoices) => { choose.run(JSON.stringify(chosen), id) },
    create: ({ id, plan, createdAt }: StoredComparison) => { insert.run(id, JSON.stringify(plan), createdAt) },
    list: () => all.all().map(line),
    get(id: string): ComparisonLine | null {
      const row = one.get(id)
      return row ? line(row) : null
    },
    bin(id: string, deletedAt: number | null): boolean {
      const found = deletedAtOf.get(id)
      if (!found || (found.deleted_at === null) === (deletedAt === null)) return false
      bin.run(deletedAt, id)
      binRuns.run(deletedAt, id, found.deleted_at)
      return true
    },
    saveResult: (id: string, version: string, result: ComparisonResult) => { save.run(JSON.stringify(result), version, id) },
    forgetResults: (exceptVersion: string) => { forget.run(exceptVersion) },
    purge(time: number): string[] {
      const ids = runsOfOld.all(time).map(({ id }) => id)
      dropOld.run(time)
      return ids
    },
  }
}
