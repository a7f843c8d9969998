/** The table of results as plain cells, shared by Markdown and CSV's neighbours that print numbers for people. */
import type { ResultRow } from '../../../preload/contract/comparison.ts'
import { difference, meanAndHalf, pValue, scaled } from '../../../preload/contract/format.ts'
import type { Context } from '../html/context.ts'

export const supported = ({ verdict }: ResultRow): boolean => verdict === 'helps' || verdict === 'hurts'

export interface Cells { name: string; role: string; accuracy: string; difference: string; p: string; verdict: string; changed: string; parameters: string; macs: string; seeds: string }

export function cellsOf(row: ResultRow, { say, text, digits, language }: Context): Cells {
  return {
    name: text(row.name), role: row.role === 'tried' ? '' : say.role[row.role],
    accuracy: row.accuracy === null ? '–' : meanAndHalf(row.accuracy, row.accuracyInterval, digits),
    difference: row.difference === null ? '' : difference(row.difference, row.differenceInterval, language, digits),
    p: row.pHolm === null ? '' : pValue(row.pHolm), verdict: row.verdict ? say.verdicts[row.verdict] : '',
    changed: row.fixed === null || row.broken === null ? '' : `${row.broken} | ${row.fixed}`,
    parameters: row.cost ? scaled(row.cost.parameters, 1e3) : '–', macs: row.cost ? scaled(row.cost.macs, 1e6) : '–', seeds: String(row.seeds),
  }
}
