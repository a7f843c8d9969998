/**
 * What there is to choose from, as data: entries with JSON Schemas for forms and terminals, and what can be said of a
 * variant before anything is built. Works where TensorFlow is not loaded.
 */
import { z } from 'zod'
import { MechanismEntry, type ModelEntry, type OptionsSchema } from '../../preload/contract/catalogue.ts'
import type { Variant } from '../../preload/contract/plan.ts'
import { mechanisms } from './attention/catalogue.ts'
import { models, type Task } from './models/catalogue.ts'
import { resolve } from './models/resolve.ts'
import type { Located } from './options.ts'

export { countParameters, type Task } from './models/catalogue.ts'
export { widenedTo } from './models/widen.ts'
export type { Located } from './options.ts'

const schemaOf = (options: z.ZodType) => z.toJSONSchema(options, { io: 'input' }) as z.infer<typeof OptionsSchema>

export const mechanismEntries: MechanismEntry[] = mechanisms.map(({ options, replace, ...entry }) => ({
  ...MechanismEntry.omit({ options: true, replaces: true }).strip().parse(entry), replaces: !!replace, options: schemaOf(options),
}))

/** The sites' names do not depend on options or image size; any will do to list them. */
export const modelEntries: ModelEntry[] = models.map(({ id, name, summary, paper, attends, names, options, sites }) => ({
  id, name, summary, paper, attends, names, options: schemaOf(options),
  sites: sites(options.parse({}), [64, 64, 3]).map((site) => ({ id: site.id, name: site.name, kind: site.kind })),
}))

/** Problems of a variant on such images, each with its place in the variant ('model', 'with.width', 'insert.0.at'); none when it can be built. */
export function validateVariant(variant: Pick<Variant, 'model' | 'with' | 'insert'>, { shape }: Pick<Task, 'shape'>): Located[] {
  return resolve(models, variant, shape).problems
}
