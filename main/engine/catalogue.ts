/**
 * What there is to choose from, as data: entries with JSON Schemas for forms and terminals, and what can be said of a
 * variant before anything is built. Works where TensorFlow is not loaded.
 */
import { z } from 'zod'
import { MechanismEntry, type ModelEntry, type OptionsSchema } from '../../preload/contract/catalogue.ts'
import type { Variant } from '../../preload/contract/plan.ts'
import { mechanisms } from './attention/catalogue.ts'
import { models, type Task } from './models/catalogue.ts'
import type { Family } from './models/family.ts'
import { knownModel } from './models/known.ts'
import { resolve } from './models/resolve.ts'
import type { Located } from './options.ts'

export { articleFaults } from './articles/index.ts'
export { countParameters, type Task } from './models/catalogue.ts'
export { knownModel, modelNames, sizedSites } from './models/known.ts'
export type { Located } from './options.ts'

const schemaOf = (options: z.ZodType) => z.toJSONSchema(options, { io: 'input' }) as z.infer<typeof OptionsSchema>

export const mechanismEntries: MechanismEntry[] = mechanisms.map(({ options, replace, ...entry }) => ({
  ...MechanismEntry.omit({ options: true, replaces: true }).strip().parse(entry), replaces: !!replace, options: schemaOf(options),
}))

/** The sites' names do not depend on the image size; any will do to list them. */
const entryOf = ({ id, name, summary, paper, attends, names, options, sites }: Family, given: unknown = {}, side = 64): ModelEntry => ({
  id, name, summary, paper, attends, names, options: schemaOf(options),
  sites: sites(options.parse(given), [side, side, 3]).map((site) => ({ id: site.id, name: site.name, kind: site.kind })),
})

export const modelEntries: ModelEntry[] = models.map((family) => entryOf(family))

/** The entry of a family by its id or by a name of one of its members, listed or not, with that member's sites. */
export function modelOf(id: string): ModelEntry | null {
  const known = knownModel(id)
  return known && entryOf(known.family, known.options, known.side)
}

/** Problems of a variant on such images, each with its place in the variant ('model', 'with.width', 'insert.0.at'); none when it can be built. */
export function validateVariant(variant: Pick<Variant, 'model' | 'with' | 'insert'>, images: Pick<Task, 'shape' | 'text'>): Located[] {
  return resolve(models, variant, images).problems
}
