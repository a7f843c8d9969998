/** Small pieces of Markdown as GitHub reads it. */
import type { Paper } from '../../preload/contract/catalogue.ts'
import { rowsOf, shapeWords, stepWords, type Flow } from '../../preload/contract/flow.ts'
import { inLanguage, type Language } from '../../preload/contract/text.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const table = (head: readonly string[], rows: readonly (readonly string[])[], right: readonly number[] = []): string =>
  [head, head.map((_, i) => (right.includes(i) ? '---:' : '---')), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

/** Between backticks GitHub leaves the LaTeX as it is; between dollars alone it would read underscores and backslashes first. */
export const inline = (latex: string): string => `$\`${latex}\`$`
export const display = (latex: string): string => `\`\`\`math\n${latex}\n\`\`\``

export const cited = ({ authors, title, venue, year, link }: Paper): string => `${authors.replace(/\.$/, '')}. *${title}*. ${venue} ${year}.${link ? ` <${link}>` : ''}`

/** The shape flow as a Mermaid chart: what happens in a row is one box. */
export function mermaid({ steps }: Flow, language: Language): string {
  const rows = rowsOf(steps)
  const rowOf = new Map(rows.flatMap((row, at) => row.map(({ id }) => [id, at] as const)))
  const text = (words: string) => words.replaceAll('"', '#quot;')
  const boxes = rows.map((row, at) => {
    const label = row.map((step) => text(`${inLanguage(stepWords(step), language)} ${shapeWords(step.shape)}`)).join('<br>')
    if (row.some(({ seen }) => seen)) return `  s${at}[["${label}"]]`
    return row[0]!.kind === 'input' || row[0]!.kind === 'output' ? `  s${at}(["${label}"])` : `  s${at}["${label}"]`
  })
  const arrows = rows.flatMap((row, at) => row[0]!.from.map(({ step }) => `  s${rowOf.get(step)!} --> s${at}`))
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n')
}
