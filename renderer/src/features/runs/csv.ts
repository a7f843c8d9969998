/** The lines of the table as shown, for a spreadsheet. */
import type { Row } from './rows.ts'

/** A leading sign that a spreadsheet would take for a formula gets an apostrophe (CWE-1236). */
const field = (value: string | number | null) => {
  if (value === null || typeof value === 'number') return String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvOf(rows: readonly Row[]): string {
  const head = ['comparison', 'model', 'seeds', 'state', 'test_accuracy', 'interval_low', 'interval_high', 'test_loss', 'seconds', 'images_per_second', 'parameters']
  const lines = rows.map((row) => [row.comparison, row.model, row.runs.map((run) => run.seed).join(' '), row.state ?? '', row.accuracy, row.interval?.low ?? null, row.interval?.high ?? null, row.loss, row.seconds, row.speed, row.parameters])
  return [head, ...lines].map((line) => line.map(field).join(',')).join('\r\n') + '\r\n'
}
