/** The operations of interface.ts on an open database. */
import type { Database } from 'better-sqlite3'
import type { Problem } from '../../preload/contract/errors.ts'
import { createComparisons } from './comparisons.ts'
import { createEvents } from './events.ts'
import { createImports } from './imports.ts'
import type { Operations } from './interface.ts'
import { createMetrics } from './metrics.ts'
import { createPredictions } from './predictions.ts'
import { createRuns } from './runs.ts'
import { createSettings } from './settings.ts'

export function createOperations(db: Database, notices: Problem[], takeQueue: () => boolean): Operations {
  const metrics = createMetrics(db)
  const events = createEvents(db, metrics)
  const comparisons = createComparisons(db)
  const runs = createRuns(db)
  const predictions = createPredictions(db)
  const imports = createImports(db, { comparisons, events, predictions })
  /** All or nothing; the write lock is taken at once, so that two writers wait for each other rather than fail. */
  const whole = <A extends unknown[], R>(run: (...args: A) => R): ((...args: A) => R) => {
    const transaction = db.transaction(run)
    return (...args) => transaction.immediate(...args)
  }
  return {
    notices: () => notices,
    takeQueue,
    createComparison: whole((comparison, added) => {
      comparisons.create(comparison)
      runs.create(comparison.id, comparison.createdAt, added)
      for (const { id, parentId } of added) if (parentId) events.inherit(parentId, id)
    }),
    listComparisons: () => comparisons.list(),
    getComparison: (id) => comparisons.get(id),
    binComparison: whole((id, deletedAt) => comparisons.bin(id, deletedAt)),
    reportChoices: (id) => comparisons.reportChoices(id),
    saveReportChoices: (id, choices) => comparisons.saveReportChoices(id, choices),
    saveResult: (id, version, result) => comparisons.saveResult(id, version, result),
    forgetResults: (exceptVersion) => comparisons.forgetResults(exceptVersion),
    ...runs.operations,
    binRuns: whole(runs.operations.binRuns),
    setState: whole(runs.operations.setState),
    moveFirst: whole(runs.operations.moveFirst),
    reorder: whole(runs.operations.reorder),
    labelRuns: whole(runs.operations.labelRuns),
    appendEvents: whole((runId, added) => events.append(runId, added)),
    readEvents: (runId, afterSeq, limit) => events.read(runId, afterSeq, limit),
    curves: (ids, names, maxPoints, range) => ids.flatMap((id) => names.map((name) => metrics.curve(id, name, maxPoints, range))),
    metricNames: (ids) => metrics.names(ids),
    ...predictions,
    ...imports,
    importComparison: whole(imports.importComparison),
    importRun: whole(imports.importRun),
    markCheckpoints: whole(imports.markCheckpoints),
    ...createSettings(db),
    purge: whole((time) => [...comparisons.purge(time), ...runs.purge(time)]),
  }
}
