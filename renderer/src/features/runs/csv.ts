/** The lines of the table as shown, for a spreadsheet. */
import { csvText } from '../../../../preload/contract/csv.ts'
import type { Row } from './rows.ts'

export function csvOf(rows: readonly Row[]): string {
  const head = ['comparison', 'model', 'seeds', 'state', 'test_accuracy', 'interval_low', 'interval_high', 'test_loss', 'seconds', 'images_per_second', 'parameters']
  const lines = rows.map((row) => [row.comparison, row.model, row.runs.map((run) => run.seed).join(' '), row.state ?? '', row.accuracy, row.interval?.low ?? null, row.interval?.high ?? null, row.loss, row.seconds, row.speed, row.parameters])
  return csvText([head, ...lines])
}
