/** The lines and columns of the table as shown, for a spreadsheet; numbers in full. */
import { csvText } from '../../../../preload/contract/csv.ts'
import { cellValue } from './cells.ts'
import type { Column, Names } from './columns.ts'
import type { Row } from './rows.ts'

/** Names as the terminal and reports write them. */
const heads: Record<string, string> = { createdAt: 'started', accuracy: 'test_accuracy', loss: 'test_loss', speed: 'images_per_second', attentionShare: 'attention_share', activations: 'activation_bytes', latency: 'latency_ms' }
const headOf = (column: Column) => column.path ?? heads[column.id] ?? column.id

export function csvOf(rows: readonly Row[], columns: readonly Column[], names: Names): string {
  const several = rows.some((row) => row.kind !== 'run')
  const wide = (column: Column) => several && column.several === 'interval'
  const head = [...(several ? ['group', 'runs'] : []), ...columns.flatMap((column) => (wide(column) ? [headOf(column), `${headOf(column)}_low`, `${headOf(column)}_high`] : [headOf(column)]))]
  const line = (row: Row) => columns.flatMap((column) => {
    const { value, interval } = cellValue(row, column, names)
    const plain = column.id === 'createdAt' && typeof value === 'number' ? new Date(value).toISOString() : typeof value === 'boolean' ? String(value) : value
    return wide(column) ? [plain, interval?.low ?? null, interval?.high ?? null] : [plain]
  })
  return csvText([head, ...rows.map((row) => [...(several ? [row.kind === 'group' ? row.shared.map((value) => value ?? '').join(' · ') : row.kind, row.runs.length] : []), ...line(row)])])
}
