/** Aligned columns: words left, numbers right, two spaces between, a rule below the head. */
import { padEnd, padStart, width } from './width.ts'

export interface Column { head: string; right?: boolean }

export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) => Math.max(width(column.head), ...rows.map((row) => width(row[i] ?? ''))))
  const line = (cells: readonly string[]) => columns.map((column, i) => (column.right ? padStart : padEnd)(cells[i] ?? '', widths[i]!)).join('  ').trimEnd()
  return [line(columns.map((c) => c.head)), '─'.repeat(widths.reduce((a, b) => a + b, 0) + 2 * (columns.length - 1)), ...rows.map(line)].join('\n')
}

/** Names and values, one a line. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const widest = Math.max(0, ...pairs.map(([name]) => width(name)))
  return pairs.map(([name, value]) => `${padEnd(name, widest)}  ${value}`.trimEnd()).join('\n')
}
