/** reports.*: a comparison as one file. */
import { writeFile } from 'node:fs/promises'
import { basename, join, resolve, sep } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Language } from '../../../preload/contract/text.ts'
import { collectReport } from '../../reports/collect.ts'
import { renderHtml } from '../../reports/html/page.ts'
import { reportModel } from '../../reports/model.ts'
import { manifestHere } from '../catalogue.ts'
import type { Parts } from '../parts.ts'
import type { CallHandlers, Caller } from '../router.ts'

const slug = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'report'
const withEnding = (file: string) => (/\.html?$/i.test(file) ? file : `${file}.html`)

export function reportHandlers({ home, store, datasets, runs, results, openFile }: Parts): CallHandlers<'reports.preview' | 'reports.export' | 'reports.show'> {
  async function render(id: string, language: Language): Promise<{ html: string; name: string }> {
    const line = await results.lineOf(id)
    const [summary, result, { runs: records }] = await Promise.all([results.summaryOf(line), results.result(id), store.listRuns({ comparisonId: id })])
    const curves = await store.curves(records.map((run) => run.id), ['test/accuracy'], 600)
    const input = await collectReport({
      detail: { summary, plan: line.plan, runs: records, dataset: manifestHere(datasets, line.plan.dataset, records) }, result, curves, datasetFolder: datasets.folder, runFolder: runs.folderOf,
    })
    return { html: renderHtml(reportModel(input), language), name: `${slug(inLanguage(line.plan.name, language))}-${id}` }
  }
  /** A window names a file of the reports folder; only the terminal may write elsewhere. */
  function target(file: string | undefined, name: string, caller: Caller): string {
    if (file === undefined) return join(home.reports, `${name}.html`)
    if (caller === 'terminal') return withEnding(resolve(file))
    const plain = basename(file.replaceAll('\\', '/'))
    if (plain !== file || plain.startsWith('.')) throw new FoveaError('forbidden', 'reports.outside', { folder: home.reports })
    return join(home.reports, withEnding(plain))
  }
  return {
    'reports.preview': async ({ comparisonId, language }) => ({ html: (await render(comparisonId, language)).html }),
    'reports.export': async ({ comparisonId, language, file }, caller) => {
      const { html, name } = await render(comparisonId, language)
      const path = target(file, name, caller)
      await writeFile(path, html).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOSPC' ? error : new FoveaError('unavailable', 'reports.unwritable', { file: path, detail: error.message }, { cause: error })
      })
      return { file: path, bytes: Buffer.byteLength(html) }
    },
    'reports.show': async ({ file }) => {
      if (!resolve(file).startsWith(resolve(home.reports) + sep) || !/\.html$/i.test(file)) throw new FoveaError('forbidden', 'reports.outside', { folder: home.reports })
      if (!openFile) throw new FoveaError('unavailable', 'reports.no-viewer', { file })
      await openFile(resolve(file))
      return {}
    },
  }
}
