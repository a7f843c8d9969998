/** The datasets that a plan can name, one line each; a user's own folders join them when imported. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { DatasetEntry } from '../../preload/contract/catalogue.ts'
import { FoveaError } from '../../preload/contract/errors.ts'
import { cifar10 } from './cifar10.ts'
import { digitCaptions } from './digit-captions.ts'
import { digits } from './digits.ts'
import { digitsInClutter } from './digits-in-clutter.ts'
import { distantPair } from './distant-pair.ts'
import type { GeneratedSource, Source } from './source.ts'

export const sources: readonly (Source | GeneratedSource)[] = [
  digitsInClutter,
  distantPair,
  digitCaptions,
  digits,
  cifar10,
]

export const sourceOf = (id: string): Source | GeneratedSource | undefined => sources.find((source) => source.id === id)
export const isGenerated = (source: Source | GeneratedSource): source is GeneratedSource => 'generate' in source

/** For forms and lists. */
export const datasetEntries = (): DatasetEntry[] =>
  sources.map(({ id, name, summary, source, licence, options }) => ({ id, name, summary, source, licence, options: z.toJSONSchema(options, { io: 'input' }) as Record<string, unknown> }))

/** Parameters with defaults filled in. Throws 'dataset.bad-parameter' with the path and what is allowed. */
export function parametersOf(source: Source, given: Record<string, unknown>): Record<string, unknown> {
  const parsed = source.options.safeParse(given)
  if (parsed.success) return parsed.data as Record<string, unknown>
  const issue = parsed.error.issues[0]!
  throw new FoveaError('invalid', 'dataset.bad-parameter', { dataset: source.id, parameter: issue.path.join('.') || '?', detail: issue.message })
}

/** The folder's name: the id alone for default parameters, else with a hash of them. */
export function keyOf(source: Source, parameters: Record<string, unknown>): string {
  const canonical = (values: Record<string, unknown>) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
  const text = canonical(parameters)
  if (text === canonical(parametersOf(source, {}))) return source.id
  return `${source.id}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}
