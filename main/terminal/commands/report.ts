/** fovea report COMPARISON: the report as one file, HTML unless --format or the ending of --out says otherwise. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { ReportChoices } from '../../../preload/contract/report.ts'
import type { ReportFormat, ReportSection } from '../../../preload/contract/report.ts'
import type { Context } from '../context.ts'

/** A comparison by its id, by a beginning that only it has, or "last". */
export async function comparisonNamed(name: string, { fovea }: Context): Promise<string> {
  const all = await (await fovea()).call('comparisons.list', undefined)
  if (name === 'last' && all.length) return all.reduce((a, b) => (b.createdAt > a.createdAt ? b : a)).id
  const fitting = all.some((c) => c.id === name) ? [name] : all.filter((c) => c.id.startsWith(name)).map((c) => c.id)
  if (fitting.length === 1) return fitting[0]!
  throw new FoveaError(fitting.length ? 'invalid' : 'not-found', fitting.length ? 'terminal.several-comparisons' : 'terminal.no-comparison', { name, known: (fitting.length ? fitting : all.map((c) => c.id)).slice(0, 8).join(', ') || '–' })
}

export interface ReportOptions { out?: string; format?: ReportFormat; title?: string; question?: string; notes?: string; without?: ReportSection[]; withoutModel?: string[]; script?: boolean }

/** What the options say, over what was chosen in the window; nothing of it is kept. */
function chosenBy({ title, question, withoutModel, without, script }: ReportOptions, notes: string | undefined, kept: ReportChoices): ReportChoices {
  const given = { title, question, notes, without, withoutVariants: withoutModel, interactive: script === false ? false : undefined }
  return ReportChoices.parse({ ...kept, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) })
}

export async function report(name: string, options: ReportOptions, context: Context): Promise<void> {
  const notes = options.notes === undefined ? undefined : await readFile(options.notes, 'utf8').catch((error: Error) => { throw new FoveaError('not-found', 'terminal.notes-unreadable', { file: options.notes!, detail: error.message }, { cause: error }) })
  const comparisonId = await comparisonNamed(name, context)
  const known = options.withoutModel ? (await (await context.fovea()).call('comparisons.get', { id: comparisonId })).plan.variants.map(({ id }) => id) : []
  const unknown = options.withoutModel?.find((id) => !known.includes(id))
  if (unknown !== undefined) throw new FoveaError('not-found', 'comparisons.no-variant', { id: unknown })
  const choices = chosenBy(options, notes, await (await context.fovea()).call('reports.choices', { comparisonId }))
  const written = await (await context.fovea()).call('reports.export', { comparisonId, language: context.output.language, choices, format: options.format, file: options.out === undefined ? undefined : resolve(options.out) })
  context.output.show(written, () => written.file)
}
