/** A result as text: the finding, the table, what is fair about it, and what it does not show. */
import type { ComparisonResult, ResultRow } from '../../preload/contract/comparison.ts'
import { accuracyDigits, difference, fixed, meanAndHalf, narrowSpace, pValue, scaled, thousands } from '../../preload/contract/format.ts'
import { inLanguage } from '../../preload/contract/text.ts'
import type { Language } from '../../preload/contract/text.ts'
import { words } from '../reports/words/index.ts'
import { table } from './table.ts'
import { wrap } from './width.ts'
import { terminalWords } from './words/index.ts'

/** Terminals draw the narrow no-break space in a full column or not at all: a plain space is safe. */
export const plainSpaces = (text: string): string => text.replaceAll(narrowSpace, ' ')

export function resultTable(result: ComparisonResult, language: Language): string {
  const say = terminalWords[language]
  const digits = accuracyDigits(result.testImages)
  const name = (row: ResultRow) => inLanguage(row.name, language) + (row.role === 'tried' ? '' : `  ${say[row.role]}`)
  const cells = (row: ResultRow) => [
    name(row),
    row.accuracy === null ? '–' : meanAndHalf(row.accuracy, row.accuracyInterval, digits),
    row.difference === null ? '' : difference(row.difference, row.differenceInterval, language, digits),
    row.pHolm === null ? '' : pValue(row.pHolm),
    row.verdict ? words[language].report.verdicts[row.verdict] : '',
    row.cost ? scaled(row.cost.parameters, 1e3) : '–',
    row.cost ? scaled(row.cost.macs, 1e6) : '–',
    row.imagesPerSecond === null ? '–' : thousands(row.imagesPerSecond),
    row.seconds === null ? '–' : fixed(row.seconds, row.seconds < 10 ? 1 : 0),
  ]
  const c = say.columns
  return plainSpaces(table([
    { head: c.variant }, { head: c.accuracyInterval, right: true }, { head: c.difference, right: true }, { head: c.p, right: true }, { head: c.verdict },
    { head: c.parameters, right: true }, { head: c.macs, right: true }, { head: c.speed, right: true }, { head: c.seconds, right: true },
  ], result.rows.map(cells)))
}

export function resultText(result: ComparisonResult, language: Language, columns: number): string {
  const say = terminalWords[language]
  const text = (t: string) => wrap(plainSpaces(t), Math.min(100, Math.max(40, columns))).join('\n')
  return [
    text(result.finding[language].map((span) => span.text).join('')),
    '', resultTable(result, language), '',
    text(inLanguage(result.limits, language)),
    say.fair,
    ...result.fairness.map((note) => text(`${note.ok ? '✓' : '!'} ${inLanguage(note.text, language)}`)),
  ].join('\n')
}
