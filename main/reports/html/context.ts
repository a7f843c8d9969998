/** What every section of a report gets: the report, its language and words, and names of variants and classes. */
import type { Language, Text } from '../../../preload/contract/text.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import { accuracyDigits } from '../../../preload/contract/format.ts'
import type { Report } from '../model.ts'
import { words } from '../words/index.ts'
import type { Words } from '../words/index.ts'

export interface Context { report: Report; language: Language; say: Words['report']; digits: number; text(text: Text): string; className(index: number): string; variantName(id: string): string; slot(id: string): number }

export function contextOf(report: Report, language: Language): Context {
  const text = (t: Text) => inLanguage(t, language)
  return {
    report, language, say: words[language].report, text,
    digits: accuracyDigits(report.result.testImages),
    className: (index) => { const entry = report.dataset?.classes[index]; return entry ? text(entry.name) : String(index) },
    variantName: (id) => text(report.result.rows.find((row) => row.variantId === id)!.name),
    slot: (id) => report.result.rows.find((row) => row.variantId === id)!.slot,
  }
}
