/** fovea plan check | schema | starters. */
import { readFile } from 'node:fs/promises'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import { planSchema } from '../../plans/schema.ts'
import { starterFile, starterIds, starters } from '../../plans/starters.ts'
import type { Context } from '../context.ts'
import { table } from '../table.ts'
import { prepare } from './compare.ts'
import { planFrom } from './plan-file.ts'

export async function checkPlanFile(file: string, context: Context): Promise<void> {
  const plan = await planFrom(file, context)
  const client = await context.fovea()
  const { datasets } = await client.call('catalogue.get', undefined)
  const source = datasets.find(({ id }) => id === plan.dataset.id)?.source
  // Sizes can be checked against images that are here. Those that ship or are generated are made for it, a download is not begun.
  if (source === 'embedded' || source === 'generated') {
    await prepare(client, plan, context)
    await planFrom(file, context)
  }
  context.output.show({ problems: [], plan }, () => context.say.planGood(plan.variants.length, plan.seeds.length))
}

export async function printSchema({ fovea, output }: Context): Promise<void> {
  output.print(JSON.stringify(planSchema(await (await fovea()).call('catalogue.get', undefined)), null, 2))
}

export async function printStarters(id: string | undefined, { output, say }: Context): Promise<void> {
  const known: readonly string[] = starterIds
  if (id !== undefined && !known.includes(id)) throw new FoveaError('not-found', 'terminal.no-entry', { id, known: known.join(', ') })
  const all = starters().filter((s) => id === undefined || s.id === id)
  if (id !== undefined && !output.json) output.print((await readFile(starterFile(id), 'utf8')).trimEnd())
  else output.show(all, () => table([{ head: say.columns.id }, { head: say.columns.name }, { head: '' }], all.map(({ id: starter, plan }) => [starter, inLanguage(plan.name, output.language), inLanguage(plan.question ?? '', output.language)])))
}
