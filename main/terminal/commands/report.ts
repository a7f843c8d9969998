/** fovea report COMPARISON: the report as one file, HTML unless --format or the ending of --out says otherwise. */
import { resolve } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { ReportFormat } from '../../../preload/contract/report.ts'
import type { Context } from '../context.ts'

/** A comparison by its id, by a beginning that only it has, or "last". */
export async function comparisonNamed(name: string, { fovea }: Context): Promise<string> {
  const all = await (await fovea()).call('comparisons.list', undefined)
  if (name === 'last' && all.length) return all.reduce((a, b) => (b.createdAt > a.createdAt ? b : a)).id
  const fitting = all.some((c) => c.id === name) ? [name] : all.filter((c) => c.id.startsWith(name)).map((c) => c.id)
  if (fitting.length === 1) return fitting[0]!
  throw new FoveaError(fitting.length ? 'invalid' : 'not-found', fitting.length ? 'terminal.several-comparisons' : 'terminal.no-comparison', { name, known: (fitting.length ? fitting : all.map((c) => c.id)).slice(0, 8).join(', ') || '–' })
}

export async function report(name: string, options: { out?: string; format?: ReportFormat }, context: Context): Promise<void> {
  const comparisonId = await comparisonNamed(name, context)
  const written = await (await context.fovea()).call('reports.export', { comparisonId, language: context.output.language, format: options.format, file: options.out === undefined ? undefined : resolve(options.out) })
  context.output.show(written, () => written.file)
}
