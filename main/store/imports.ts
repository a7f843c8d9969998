/** Comparisons that another Fovea exported: put in run by run, unseen until all of it is there. */
import type { Database } from 'better-sqlite3'
import type { createComparisons } from './comparisons.ts'
import type { createEvents } from './events.ts'
import type { Import, Operations, Thumbnails } from './interface.ts'
import type { createPredictions } from './predictions.ts'

type ImportOperations = Pick<Operations, 'importComparison' | 'importRun' | 'markCheckpoints' | 'dropComparison' | 'readImport' | 'importsOf' | 'isTaken'>
interface Parts { comparisons: ReturnType<typeof createComparisons>; events: ReturnType<typeof createEvents>; predictions: ReturnType<typeof createPredictions> }
interface Row { dataset: string | null; thumb_indices: Uint8Array | null; thumb_labels: Uint8Array | null; thumb_pixels: Uint8Array | null }

/** In the bin since the first millisecond of all: what a crash leaves half-done goes with the next purge. */
const unfinished = 1
const bytesOf = (array: Int32Array | Uint8Array | undefined) => (array ? Buffer.from(array.buffer, array.byteOffset, array.byteLength) : null)
/** Copied, for a blob need not lie aligned. */
const integers = (blob: Uint8Array) => new Int32Array(new Uint8Array(blob).buffer)
const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

function thumbnailsOf({ thumb_indices: indices, thumb_labels: labels, thumb_pixels: pixels }: Row): Thumbnails | null {
  return indices && labels && pixels ? { indices: integers(indices), labels: integers(labels), pixels: new Uint8Array(pixels) } : null
}

export function createImports(db: Database, { comparisons, events, predictions }: Parts): ImportOperations {
  const insert = db.prepare('INSERT INTO imports (comparison_id, file, opened_at, content, dataset, thumb_indices, thumb_labels, thumb_pixels) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const lastPosition = db.prepare<[], { last: number }>('SELECT coalesce(max(position), 0) AS last FROM runs')
  const insertRun = db.prepare(`INSERT INTO runs (id, comparison_id, variant_id, seed, model, dataset_id, config, state, position, created_at, started_at, ended_at, step, steps, steps_per_epoch,
    cost, environment, seconds, images_per_second, test_accuracy, test_loss, problem, has_checkpoint, deleted_at, tags, note, latency, faithfulness) VALUES (${Array(28).fill('?').join(', ')})`)
  const mark = db.prepare('UPDATE runs SET has_checkpoint = 1 WHERE id = ?')
  const drop = db.prepare('DELETE FROM comparisons WHERE id = ?')
  const read = db.prepare<[string], Row>('SELECT dataset, thumb_indices, thumb_labels, thumb_pixels FROM imports WHERE comparison_id = ?')
  const same = db.prepare<[string], { id: string }>('SELECT id FROM imports JOIN comparisons ON id = comparison_id WHERE content = ? AND deleted_at IS NULL ORDER BY opened_at DESC')
  const taken = db.prepare<[string, string], { found: number }>('SELECT EXISTS (SELECT 1 FROM comparisons WHERE id = ?) OR EXISTS (SELECT 1 FROM runs WHERE id = ?) AS found')
  return {
    importComparison(comparison, { file, openedAt, content, dataset, thumbnails }: Import) {
      comparisons.create(comparison)
      insert.run(comparison.id, file, openedAt, content, json(dataset), bytesOf(thumbnails?.indices), bytesOf(thumbnails?.labels), bytesOf(thumbnails?.pixels))
      comparisons.bin(comparison.id, unfinished)
    },
    importRun({ record: r, events: heard, predictions: answers }) {
      insertRun.run(r.id, r.comparisonId, r.variantId, r.seed, r.config.variant.model, r.config.dataset.id, JSON.stringify(r.config), r.state, lastPosition.get()!.last + 1, r.createdAt, r.startedAt, r.endedAt,
        r.step, r.steps, r.stepsPerEpoch, json(r.cost), json(r.environment), r.seconds, r.imagesPerSecond, r.testAccuracy, r.testLoss, json(r.problem), r.hasCheckpoint ? 1 : 0, unfinished,
        JSON.stringify(r.tags), r.note, json(r.measures.latency), json(r.measures.faithfulness))
      events.insertAs(r.id, heard)
      if (answers) predictions.savePredictions(r.id, answers)
    },
    markCheckpoints: (ids) => { for (const id of ids) mark.run(id) },
    dropComparison: (id) => { drop.run(id) },
    readImport(id) {
      const row = read.get(id)
      return row ? { dataset: row.dataset === null ? null : JSON.parse(row.dataset), thumbnails: thumbnailsOf(row) } : null
    },
    importsOf: (content) => same.all(content).map(({ id }) => id),
    isTaken: (ids) => ids.some((id) => taken.get(id, id)!.found === 1),
  }
}
