/** fovea demo: the two starter comparisons where attention matters, their findings, and a report of each. */
import { duration } from '../../../preload/contract/format.ts'
import type { Context } from '../context.ts'
import { plainSpaces } from '../result-text.ts'
import { begin, finish, prepare } from './compare.ts'

const shown = ['digits-in-clutter', 'distant-pair']

export async function demo(context: Context): Promise<number> {
  const { output, say, signal } = context
  const started = performance.now()
  const client = await context.fovea()
  const starters = await client.call('plans.starters', undefined)
  let worst = 0
  for (const id of shown) {
    const { plan } = starters.find((s) => s.id === id)!
    await prepare(client, plan, context)
    worst = Math.max(worst, await finish(client, await begin(client, plan, context), context, { report: true }))
    if (signal.aborted) return worst
    output.note('')
  }
  output.note(plainSpaces(say.demoTime(duration((performance.now() - started) / 1000, output.language))))
  return worst
}
