/** reports.*: a comparison as one file. */
import { writeFile } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Language } from '../../../preload/contract/text.ts'
import { endingsOf, formatOf, forms } from '../../reports/formats.ts'
import { renderHtml } from '../../reports/html/page.ts'
import type { Report } from '../../reports/model.ts'
import { datedPdf } from '../../reports/pdf.ts'
import { ReportChoices, type ReportFormat } from '../../../preload/contract/report.ts'
import type { Parts } from '../parts.ts'
import { reportOf } from '../report-of.ts'
import type { CallHandlers, Caller } from '../router.ts'

const withEnding = (file: string, format: ReportFormat) => (formatOf(file) === format ? file : `${file}.${endingsOf(format)[0]}`)

export function reportHandlers(parts: Parts): CallHandlers<'reports.choices' | 'reports.choose' | 'reports.preview' | 'reports.export' | 'reports.download' | 'reports.show'> {
  const { home, openFile, printPdf } = parts
  async function render(report: Report, language: Language, format: ReportFormat): Promise<string | Uint8Array> {
    return format === 'pdf' ? datedPdf(await printPdf(renderHtml(report, language)), report.endedAt) : forms[format].render(report, language)
  }
  /** A window names a file of the reports folder; only the terminal may write elsewhere. */
  function target(file: string | undefined, name: string, format: ReportFormat, caller: Caller): string {
    if (file === undefined) return join(home.reports, `${name}.${endingsOf(format)[0]}`)
    if (caller === 'terminal') return withEnding(resolve(file), format)
    const plain = basename(file.replaceAll('\\', '/'))
    if (plain !== file || plain.startsWith('.')) throw new FoveaError('forbidden', 'reports.outside', { folder: home.reports })
    return join(home.reports, withEnding(plain, format))
  }
  return {
    'reports.choices': async ({ comparisonId }) => ReportChoices.parse((await parts.store.reportChoices(comparisonId)) ?? {}),
    'reports.choose': async ({ comparisonId, choices }) => {
      await parts.results.lineOf(comparisonId)
      await parts.store.saveReportChoices(comparisonId, choices)
      return {}
    },
    'reports.preview': async ({ comparisonId, ...asked }) => ({ html: renderHtml((await reportOf(comparisonId, asked, parts)).report, asked.language) }),
    'reports.download': async ({ comparisonId, language, choices, format }) => {
      const { report, name } = await reportOf(comparisonId, { language, choices }, parts)
      return { name: `${name}.${endingsOf(format)[0]}`, bytes: Buffer.from(await render(report, language, format)).toString('base64') }
    },
    'reports.export': async ({ comparisonId, language, choices, file, format = (file === undefined ? null : formatOf(file)) ?? 'html' }, caller) => {
      const { report, name } = await reportOf(comparisonId, { language, choices }, parts)
      const path = target(file, name, format, caller)
      const content = await render(report, language, format)
      await writeFile(path, content).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOSPC' ? error : new FoveaError('unavailable', 'reports.unwritable', { file: path, detail: error.message }, { cause: error })
      })
      return { file: path, bytes: Buffer.byteLength(content) }
    },
    'reports.show': async ({ file }) => {
      if (!resolve(file).startsWith(resolve(home.reports) + sep) || !formatOf(file)) throw new FoveaError('forbidden', 'reports.outside', { folder: home.reports })
      if (!openFile) throw new FoveaError('unavailable', 'reports.no-viewer', { file })
      await openFile(resolve(file))
      return {}
    },
  }
}
