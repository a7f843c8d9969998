/** fovea compare PLAN: data first, then every variant and seed, then the finding, the table and the report. */
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Plan } from '../../../preload/contract/plan.ts'
import { FoveaError, problemOf } from '../../../preload/contract/errors.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Client } from '../client.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { followComparison } from '../follow-comparison.ts'
import { followTask } from '../follow-task.ts'
import { resultText } from '../result-text.ts'
import { planFrom } from './plan-file.ts'
import { comparisonNamed } from './report.ts'

export interface CompareOptions { report: boolean; out?: string; seeds?: string; continue?: string }

/** '1,2,3' as numbers. */
export function seedsOf(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim())
  const seeds = parts.map(Number)
  if (parts.some((part) => !/^\d+$/.test(part)) || seeds.some((seed) => seed > 2 ** 31 - 1) || new Set(seeds).size !== seeds.length) throw new FoveaError('invalid', 'terminal.bad-seeds', { value: text })
  return seeds
}

/** Waits for a comparison that was begun; Ctrl-C stops its runs, and the wait ends when they have stopped. */
export async function watch(client: Client, id: string, { output, signal }: Context) {
  const stop = () => void client.call('comparisons.stop', { id, now: true }).catch((error: unknown) => output.problem(problemOf(error)))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await followComparison(client, id, output)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Fetches or makes the images of a plan, where they are not there yet. */
export async function prepare(client: Client, { dataset }: Plan, { output, signal }: Context): Promise<void> {
  await followTask(client, (await client.call('datasets.prepare', dataset)).taskId, output, signal)
}

export async function begin(client: Client, plan: Plan, { output, say }: Context): Promise<string> {
  output.note(say.started(inLanguage(plan.name, output.language), plan.variants.length, plan.seeds.length))
  return (await client.call('comparisons.create', { plan })).id
}

/** Trains, prints, writes the report; gives the exit code. */
export async function finish(client: Client, id: string, context: Context, options: Pick<CompareOptions, 'report' | 'out'>): Promise<number> {
  const { output, say, signal } = context
  const detail = await watch(client, id, context)
  if (signal.aborted) {
    output.note(`${say.stopped(id)} ${say.continueHint(id)}`)
    return exitCodes.interrupted
  }
  const result = await client.call('comparisons.result', { id })
  const report = options.report ? (await client.call('reports.export', { comparisonId: id, language: output.language, file: options.out })).file : null
  output.show({ ...result, report }, () => `\n${resultText(result, output.language, output.columns)}${report ? `\n\n${say.reportAt(report)}` : ''}`)
  if (detail.runs.some((run) => run.state === 'failed')) return exitCodes.runFailed
  return result.complete ? exitCodes.ok : exitCodes.failed
}

/** Before the training, for afterwards would be late. */
async function requireFolder(file: string): Promise<void> {
  const folder = dirname(resolve(file))
  const about = await stat(folder).catch(() => null)
  if (!about?.isDirectory()) throw new FoveaError('invalid', 'reports.unwritable', { file, detail: folder })
}

export async function compare(file: string | undefined, options: CompareOptions, context: Context): Promise<number> {
  if (options.out !== undefined) await requireFolder(options.out)
  if (options.continue !== undefined) {
    const client = await context.fovea()
    const id = await comparisonNamed(options.continue, context)
    await client.call('comparisons.resume', { id })
    return finish(client, id, context, options)
  }
  if (file === undefined) throw new FoveaError('invalid', 'terminal.no-plan')
  const read = await planFrom(file, context)
  const own = options.seeds === undefined ? {} : { seeds: seedsOf(options.seeds) }
  const client = await context.fovea()
  await prepare(client, read, context)
  // Whether models and mechanisms fit the images is known now that the images are there.
  const seeded = { ...(await planFrom(file, context)), ...own }
  return finish(client, await begin(client, seeded, context), context, options)
}
