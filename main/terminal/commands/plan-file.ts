/** Reads a plan file through Fovea and prints every problem as FILE:LINE: PLACE: MESSAGE. */
import { readFile } from 'node:fs/promises'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Plan } from '../../../preload/contract/plan.ts'
import type { Context } from '../context.ts'

export async function planFrom(file: string, { fovea, output }: Context): Promise<Plan> {
  const text = await readFile(file, 'utf8').catch((error: Error) => { throw new FoveaError('not-found', 'plan.no-file', { file, detail: error.message }) })
  const { problems, plan } = await (await fovea()).call('plans.parse', { text })
  if (plan && !problems.length) return plan
  if (!output.json) for (const { line, at, problem } of problems) output.problem(problem, `${file}${line === null ? '' : `:${line}`}: ${at ? `${at}: ` : ''}`)
  const [only] = problems
  throw problems.length === 1 && only && output.json ? new FoveaError(only.problem.kind, only.problem.code, only.problem.params) : new FoveaError('invalid', 'plan.problems', { count: problems.length })
}
