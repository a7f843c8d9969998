/** Reads a plan file through Fovea and prints every problem as FILE:LINE: PLACE: MESSAGE. */
import { readFile } from 'node:fs/promises'
import { describeProblem, FoveaError } from '../../../preload/contract/errors.ts'
import type { Plan } from '../../../preload/contract/plan.ts'
import { ListedError } from '../context.ts'
import type { Context } from '../context.ts'

export async function planFrom(file: string, { fovea, output }: Context): Promise<Plan> {
  const text = await readFile(file, 'utf8').catch((error: Error) => { throw new FoveaError('not-found', 'plan.no-file', { file, detail: error.message }) })
  const { problems, plan } = await (await fovea()).call('plans.parse', { text })
  if (plan && !problems.length) return plan
  if (!output.json) for (const { line, at, problem } of problems) output.problem(problem, `${file}${line === null ? '' : `:${line}`}: ${at ? `${at}: ` : ''}`)
  throw new ListedError('plan.problems', problems.map(({ line, at, problem }) => ({ file, line, at, ...problem, ...describeProblem(problem, output.language) })))
}
