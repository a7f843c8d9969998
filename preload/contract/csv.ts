/** Comma-separated values (RFC 4180), for spreadsheets and scripts. */

/** Quoted where needed; a leading sign that a spreadsheet would take for a formula gets an apostrophe (CWE-1236). */
function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvText = (lines: readonly (readonly (string | number | null)[])[]): string => lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')
