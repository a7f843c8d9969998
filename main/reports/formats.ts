/** The forms in which a report can be taken along: one report, drawn differently. */
import type { ReportFormat } from '../../preload/contract/report.ts'
import type { Language } from '../../preload/contract/text.ts'
import { renderHtml } from './html/page.ts'
import type { Report } from './model.ts'
import { renderCsv } from './text/csv.ts'
import { renderJson } from './text/json.ts'
import { renderLatex } from './text/latex.ts'
import { renderMarkdown } from './text/markdown.ts'

export interface Form {
  /** Endings of a file name that say so; the first is the usual one. */
  endings: readonly [string, ...string[]]
  render(report: Report, language: Language): string
}

/** PDF is this HTML, printed by whoever can. */
export const forms: Record<Exclude<ReportFormat, 'pdf'>, Form> = {
  html: { endings: ['html', 'htm'], render: renderHtml },
  markdown: { endings: ['md', 'markdown'], render: renderMarkdown },
  latex: { endings: ['tex'], render: renderLatex },
  csv: { endings: ['csv'], render: renderCsv },
  json: { endings: ['json'], render: renderJson },
}

export const endingsOf = (format: ReportFormat): readonly [string, ...string[]] => (format === 'pdf' ? ['pdf'] : forms[format].endings)

/** What a file's name asks for; null when its ending says nothing. */
export function formatOf(file: string): ReportFormat | null {
  const ending = /\.([^.\\/]+)$/.exec(file)?.[1]?.toLowerCase()
  return (['pdf', ...(Object.keys(forms) as (keyof typeof forms)[])] as const).find((format) => ending !== undefined && endingsOf(format).includes(ending)) ?? null
}
