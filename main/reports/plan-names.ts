/** What a variant is built of, in the words of the catalogue; what it does not name stays as the plan writes it. */
import type { Catalogue } from '../../preload/contract/catalogue.ts'
import type { Variant } from '../../preload/contract/plan.ts'
import type { Text } from '../../preload/contract/text.ts'

export interface Part { name: Text; options: string }
/** place: where it is put in. */
export interface Built { model: Part; inserted: (Part & { place: Text })[] }
export type Named = Pick<Catalogue, 'mechanisms' | 'models'>

const optionsOf = (values: Record<string, unknown>): string => Object.entries(values).map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', ')

export function builtOf({ model, with: options, insert }: Variant, catalogue: Named): Built {
  const family = catalogue.models.find(({ id, names }) => id === model || names.includes(model))
  const site = (id: string): Text => family?.sites.find((one) => one.id === id)?.name ?? id
  return {
    // A published name says more than its family's.
    model: { name: family?.id === model ? family.name : model, options: optionsOf(options) },
    inserted: insert.map(({ at, mechanism, with: given }) => ({ name: catalogue.mechanisms.find(({ id }) => id === mechanism)?.name ?? mechanism, options: optionsOf(given), place: site(at) })),
  }
}
