/** The fields of a form, read from the JSON Schema of an entry's options (contract: option() puts `label` and `help` in both languages on each). */
import { choiceName } from '../../../preload/contract/catalogue.ts'
import { Text } from '../../../preload/contract/text.ts'
import { writeNumber, type Bounds } from './number.ts'

interface Described { key: string; label: Text; help: Text | null }
export type Field = Described & (
  | { kind: 'number'; bounds: Bounds; default: number }
  | { kind: 'boolean'; default: boolean }
  | { kind: 'choice'; choices: (string | number)[]; names: Record<string, Text>; default: string | number }
  | { kind: 'choices'; choices: (string | number)[]; names: Record<string, Text>; default: (string | number)[] }
  | { kind: 'numbers'; bounds: Bounds; count: { least: number; most: number }; default: number[] }
)
export type Options = Record<string, unknown>

type Schema = Record<string, unknown>
const textOf = (value: unknown): Text | null => { const read = Text.safeParse(value); return read.success ? read.data : null }
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const boundsOf = (schema: Schema): Bounds => ({
  minimum: numberOf(schema.minimum), maximum: numberOf(schema.maximum), above: numberOf(schema.exclusiveMinimum), below: numberOf(schema.exclusiveMaximum), integer: schema.type === 'integer',
})

/** An enum, or a choice among constants. */
function choicesOf(schema: Schema): (string | number)[] | null {
  if (Array.isArray(schema.enum)) return schema.enum as (string | number)[]
  const variants = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  return variants?.every((one) => 'const' in one) ? variants.map((one) => one.const as string | number) : null
}

const namesOf = (schema: Schema, choices: readonly (string | number)[]): Record<string, Text> => Object.fromEntries(choices.map((choice) => [String(choice), choiceName(schema, choice)]))

function fieldOf(key: string, schema: Schema): Field | null {
  const described: Described = { key, label: textOf(schema.label) ?? key, help: textOf(schema.help) }
  const choices = choicesOf(schema)
  if (choices?.length) return { ...described, kind: 'choice', choices, names: namesOf(schema, choices), default: (schema.default as string | number | undefined) ?? choices[0]! }
  const bounds = boundsOf(schema)
  switch (schema.type) {
    case 'boolean': return { ...described, kind: 'boolean', default: schema.default === true }
    case 'integer':
    case 'number': return { ...described, kind: 'number', bounds, default: numberOf(schema.default) ?? bounds.minimum ?? 0 }
    case 'array': {
      const items = (schema.items ?? {}) as Schema
      const each = choicesOf(items)
      if (each?.length) return { ...described, kind: 'choices', choices: each, names: namesOf(schema, each), default: (schema.default as (string | number)[] | undefined) ?? [] }
      if (items.type !== 'integer' && items.type !== 'number') return null
      return { ...described, kind: 'numbers', bounds: boundsOf(items), count: { least: numberOf(schema.minItems) ?? 0, most: numberOf(schema.maxItems) ?? Infinity }, default: (schema.default as number[] | undefined) ?? [] }
    }
    default: return null
  }
}

/** Options of a kind that no field shows are left to the plan file. */
export function fieldsOf(schema: Schema): Field[] {
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([key, one]) => fieldOf(key, one) ?? [])
}

export const valueOf = (field: Field, options: Options): unknown => options[field.key] ?? field.default

/** A choice as it is read. */
export const nameOfChoice = (field: Field & { kind: 'choice' | 'choices' }, value: unknown): Text => field.names[String(value)] ?? String(value)

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Options with one changed. What equals its default is left out, so a plan says only what was chosen. */
export function withOption(options: Options, field: Field, value: unknown): Options {
  const { [field.key]: _old, ...rest } = options
  return same(value, field.default) ? rest : { ...rest, [field.key]: value }
}

/** One short line for a table: the choices and numbers that tell variants apart. */
export function summary(schema: Schema, options: Options, say: (text: Text) => string): string {
  return fieldsOf(schema).flatMap((field) => {
    const value = valueOf(field, options)
    const chosen = field.key in options
    if (field.kind === 'boolean') return chosen ? `${say(field.label)} ${value ? '✓' : '–'}` : []
    if (field.kind === 'choice') return typeof value === 'number' ? `${say(field.label)} ${value}` : say(nameOfChoice(field, value))
    if (field.kind === 'choices') return chosen ? (value as unknown[]).map((one) => say(nameOfChoice(field, one))).join(', ') : []
    if (field.kind === 'numbers') return chosen ? (value as number[]).join(', ') : []
    return chosen || field.default !== 0 ? `${say(field.label)} ${writeNumber(value as number)}` : []
  }).join(', ')
}
