/** The JSON Schema of plans: for editors, and for naming what is allowed at a place. */
import { z } from 'zod'
import type { Catalogue } from '../../preload/contract/catalogue.ts'
import { Plan } from '../../preload/contract/plan.ts'

export interface Schema {
  type?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[]
  enum?: unknown[]; const?: unknown; minimum?: number; maximum?: number; exclusiveMinimum?: number; exclusiveMaximum?: number
  description?: string; additionalProperties?: unknown; [key: string]: unknown
}

/** With a catalogue, the ids it knows are listed, so that an editor completes them. */
export function planSchema(catalogue?: Catalogue): Schema {
  const schema = z.toJSONSchema(Plan, { io: 'input' }) as Schema
  schema['title'] = 'Fovea plan'
  // Editors put "$schema" into JSON files; parsePlan leaves it out.
  schema.properties!['$schema'] = { type: 'string' }
  if (!catalogue) return schema
  const variant = schema.properties!['variants']!.items!
  const ids = (entries: { id: string }[]) => entries.map((e) => e.id)
  const insertion = variant.properties!['insert']!.items!
  // Names of sizes follow a family's rule, so others than those listed stay possible.
  variant.properties!['model'] = { anyOf: [{ enum: ids(catalogue.models) }, { type: 'string', examples: catalogue.models.flatMap((m) => m.names) }] }
  insertion.properties!['mechanism'] = { type: 'string', enum: ids(catalogue.mechanisms) }
  insertion.properties!['at'] = { type: 'string', enum: [...new Set(catalogue.models.flatMap((m) => ids(m.sites)))] }
  // Imported folders have ids of their own, so others stay possible.
  schema.properties!['dataset']!.properties!['id'] = { anyOf: [{ enum: ids(catalogue.datasets) }, { type: 'string' }] }
  return schema
}

/** Schemas that describe the value at a path; several where there is a choice. */
function at(schema: Schema, path: readonly PropertyKey[]): Schema[] {
  const choices = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (!path.length) return choices
  const [key, ...rest] = path
  return choices.flatMap((choice) => {
    const next = typeof key === 'number' ? choice.items : choice.properties?.[String(key)]
    return next ? at(next, rest) : []
  })
}

/** Keys that may stand in the mapping at a path. */
export const keysAt = (schema: Schema, path: readonly PropertyKey[]): string[] =>
  [...new Set(at(schema, path).flatMap((s) => Object.keys(s.properties ?? {})))].filter((key) => key !== '$schema')

/** What is allowed at a path in the notation of mathematics: '"sgd", "adamw"', '1 … 4096', '> 0'; '' when it cannot be said. */
export function allowedAt(schema: Schema, path: readonly PropertyKey[]): string {
  const found = at(schema, path)
  const values = found.flatMap((s) => s.enum ?? ('const' in s ? [s.const] : []))
  if (values.length) return values.map((v) => JSON.stringify(v)).join(', ')
  const number = found.find((s) => s.type === 'integer' || s.type === 'number')
  if (!number) return ''
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = number
  const large = 2 ** 31
  const low = minimum !== undefined ? `≥ ${minimum}` : exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : ''
  const high = maximum !== undefined && maximum < large ? `≤ ${maximum}` : exclusiveMaximum !== undefined ? `< ${exclusiveMaximum}` : ''
  return [low, high].filter(Boolean).join(', ')
}
