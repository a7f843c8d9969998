/** fovea runs list | show | rm | continue. */
import { describeProblem, FoveaError } from '../../../preload/contract/errors.ts'
import { duration, fixed, percent, scaled, thousands } from '../../../preload/contract/format.ts'
import type { RunRecord } from '../../../preload/contract/run.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Client } from '../client.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainSpaces } from '../result-text.ts'
import { facts, table } from '../table.ts'
import { watch } from './compare.ts'
import { comparisonNamed } from './report.ts'

const page = 1000

export async function allRuns(client: Client, comparisonId?: string): Promise<RunRecord[]> {
  const out: RunRecord[] = []
  for (;;) {
    const { runs, total } = await client.call('runs.list', { comparisonId, offset: out.length, limit: page })
    out.push(...runs)
    if (!runs.length || out.length >= total) return out
  }
}

/** A run by its id, or by a beginning that only it has. */
export async function runNamed(client: Client, name: string): Promise<RunRecord> {
  const runs = await allRuns(client)
  const exact = runs.find((run) => run.id === name)
  const fitting = exact ? [exact] : runs.filter((run) => run.id.startsWith(name))
  if (fitting.length === 1) return fitting[0]!
  throw fitting.length ? new FoveaError('invalid', 'terminal.several-runs', { name, ids: fitting.slice(0, 6).map((r) => r.id).join(', ') }) : new FoveaError('not-found', 'terminal.no-run', { name })
}

export async function listRuns(options: { comparison?: string }, context: Context): Promise<void> {
  const { fovea, output, say } = context
  const runs = await allRuns(await fovea(), options.comparison === undefined ? undefined : await comparisonNamed(options.comparison, context))
  const c = say.columns
  output.show(runs, () => (runs.length ? plainSpaces(table(
    [{ head: c.id }, { head: c.variant }, { head: c.seed, right: true }, { head: c.state }, { head: c.accuracy, right: true }, { head: c.seconds, right: true }],
    runs.map((run) => [run.id, inLanguage(run.config.variant.name, output.language), String(run.seed), say.states[run.state], run.testAccuracy === null ? '–' : fixed(run.testAccuracy * 100, 1), run.seconds === null ? '–' : fixed(run.seconds, 1)]),
  )) : say.none.runs))
}

export async function showRun(name: string, { fovea, output, say }: Context): Promise<void> {
  const run = await runNamed(await fovea(), name)
  const f = say.facts
  output.show(run, () => plainSpaces(facts([
    [say.columns.id, run.id], [say.columns.comparison, run.comparisonId], [say.columns.variant, inLanguage(run.config.variant.name, output.language)], [say.columns.seed, String(run.seed)],
    [say.columns.state, say.states[run.state]], [f.step, `${thousands(run.step)}${run.steps === null ? '' : ` / ${thousands(run.steps)}`}`],
    ...(run.testAccuracy === null ? [] : [[say.columns.accuracy, percent(run.testAccuracy, output.language)] as const]),
    ...(run.testLoss === null ? [] : [[f.loss, fixed(run.testLoss, 3)] as const]),
    ...(run.seconds === null ? [] : [[say.columns.seconds, duration(run.seconds, output.language)] as const]),
    ...(run.cost ? [[f.parameters, thousands(run.cost.parameters)], [say.columns.macs, scaled(run.cost.macs, 1e6)]] as const : []),
    [f.dataset, run.config.dataset.id],
    ...(run.environment ? [[f.device, run.environment.device], [f.fingerprint, run.environment.datasetFingerprint]] as const : []),
    ...(run.problem ? [[f.problem, Object.values(describeProblem(run.problem, output.language)).join(' ')] as const] : []),
  ])))
}

export async function removeRuns(names: string[], { fovea, output, say }: Context): Promise<void> {
  const client = await fovea()
  const ids: string[] = []
  for (const name of names) ids.push((await runNamed(client, name)).id)
  await client.call('runs.remove', { ids })
  output.show({ removed: ids }, () => say.removed(ids.length))
}

/** The run is trained in this process, so the command waits for its end. */
export async function continueRun(name: string, context: Context): Promise<number> {
  const client = await context.fovea()
  const { id, comparisonId } = await runNamed(client, name)
  await client.call('runs.continue', { id })
  await watch(client, comparisonId, context)
  const run = await client.call('runs.get', { id })
  await showRun(id, context)
  if (context.signal.aborted) return exitCodes.interrupted
  return run.state === 'finished' ? exitCodes.ok : run.state === 'failed' ? exitCodes.runFailed : exitCodes.failed
}
