/** Rows of the tables as the records that the rest of Fovea knows. */
import type { RunRecord, RunState } from '../../preload/contract/run.ts'

export interface RunRow {
  id: string; comparison_id: string; variant_id: string; seed: number; config: string; state: RunState; position: number
  created_at: number; started_at: number | null; ended_at: number | null; step: number; steps: number | null; steps_per_epoch: number | null
  cost: string | null; environment: string | null; seconds: number | null; images_per_second: number | null
  test_accuracy: number | null; test_loss: number | null; problem: string | null; has_checkpoint: number; has_predictions: number
  tags: string; note: string; archived_at: number | null; parent_id: string | null; latency: string | null; faithfulness: string | null
}

/** Columns of a RunRow, of a table named runs. */
export const runColumns = `id, comparison_id, variant_id, seed, config, state, position, created_at, started_at, ended_at, step, steps, steps_per_epoch,
  cost, environment, seconds, images_per_second, test_accuracy, test_loss, problem, has_checkpoint, tags, note, archived_at, parent_id, latency, faithfulness,
  EXISTS (SELECT 1 FROM predictions WHERE predictions.run_id = runs.id) AS has_predictions`

const parsed = (text: string | null) => (text === null ? null : JSON.parse(text))

export const runRecord = (row: RunRow): RunRecord => ({
  id: row.id, comparisonId: row.comparison_id, variantId: row.variant_id, seed: row.seed, state: row.state, config: JSON.parse(row.config), position: row.position,
  createdAt: row.created_at, startedAt: row.started_at, endedAt: row.ended_at, step: row.step, steps: row.steps, stepsPerEpoch: row.steps_per_epoch,
  cost: parsed(row.cost), environment: parsed(row.environment), seconds: row.seconds, imagesPerSecond: row.images_per_second,
  testAccuracy: row.test_accuracy, testLoss: row.test_loss, problem: parsed(row.problem),
  hasPredictions: row.has_predictions === 1, hasCheckpoint: row.has_checkpoint === 1,
  tags: JSON.parse(row.tags), note: row.note, archivedAt: row.archived_at, parentId: row.parent_id, measures: { latency: parsed(row.latency), faithfulness: parsed(row.faithfulness) },
})
