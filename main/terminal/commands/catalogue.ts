/** fovea models list | describe: the models as text, and how options are shown. */
import { choiceName } from '../../../preload/contract/catalogue.ts'
import type { OptionsSchema } from '../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { bytes, percent, thousands } from '../../../preload/contract/format.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Language, Text } from '../../../preload/contract/text.ts'
import type { z } from 'zod'
import { allowedAt } from '../../plans/schema.ts'
import type { Schema } from '../../plans/schema.ts'
import type { Context } from '../context.ts'
import { plainSpaces } from '../result-text.ts'
import { facts, table } from '../table.ts'
import { wrap } from '../width.ts'

export function optionsText(options: z.infer<typeof OptionsSchema>, { output, say }: Pick<Context, 'output' | 'say'>): string {
  const schema = options as Schema
  const properties = Object.entries(schema.properties ?? {})
  if (!properties.length) return say.facts.noOptions
  const c = say.columns
  return table([{ head: c.option }, { head: c.default }, { head: c.allowed }, { head: c.name }], properties.map(([key, property]) => {
    const label = property['label'] as Text | undefined
    return [key, property['default'] === undefined ? '–' : JSON.stringify(property['default']), allowedAt(schema, [key]) || property.type || '', label ? inLanguage(label, output.language) : '']
  })) + choicesText(properties, output.language)
}

/** What the values of lists mean, where the values themselves do not say enough. */
function choicesText(properties: readonly [string, Schema][], language: Language): string {
  const lists = properties.flatMap(([key, property]) => (property['choices'] ? [`  ${key}: ${Object.keys(property['choices']).map((value) => `${value} = ${inLanguage(choiceName(property, value), language)}`).join('; ')}`] : []))
  return lists.length ? `\n${lists.join('\n')}` : ''
}

export function found<T extends { id: string }>(entries: readonly T[], id: string): T {
  const entry = entries.find((e) => e.id === id)
  if (entry) return entry
  const ids = entries.map((e) => e.id)
  throw new FoveaError('not-found', 'terminal.no-entry', { id, known: ids.join(', ') })
}

export async function listModels({ fovea, output, say }: Context): Promise<void> {
  const { models } = await (await fovea()).call('catalogue.get', undefined)
  const c = say.columns
  output.show(models, () => [
    table([{ head: c.id }, { head: c.name }, { head: c.attends }], models.map((m) => [m.id, inLanguage(m.name, output.language), m.attends ? say.yes : say.no])),
    ...models.flatMap((m) => (m.names.length ? ['', `${say.namesOf(inLanguage(m.name, output.language))}:`, ...wrap(m.names.join(', '), Math.min(100, output.columns))] : [])),
  ].join('\n'))
}

/** --json gives the numbers and the places; the text says what the family is, too. */
export async function describeModel(id: string, options: { input?: number; classes?: number; with: Record<string, unknown> }, { fovea, output, say }: Context): Promise<void> {
  const client = await fovea()
  const described = await client.call('models.describe', { model: id, with: options.with, side: options.input, classes: options.classes })
  const family = (await client.call('catalogue.get', undefined)).models.find((m) => m.id === described.family)!
  const { family: _, ...told } = described
  const names = new Map(family.sites.map((site) => [site.id, inLanguage(site.name, output.language)]))
  const f = say.facts
  const c = say.columns
  output.show(told, () => plainSpaces([
    `${inLanguage(family.name, output.language)} (${id})`, ...wrap(inLanguage(family.summary, output.language), Math.min(100, output.columns)),
    ...(family.paper ? [`${f.paper}: ${family.paper.authors}, ${family.paper.title}, ${family.paper.venue} ${family.paper.year}`] : []),
    '', `${say.input(told.input.join(' × '))}, ${c.classes}: ${told.classes}`, facts([
      [f.parameters, thousands(told.parameters)], [f.macs, thousands(told.macs)], [f.macsWithout, thousands(told.macsWithoutAttentionProducts)],
      [f.share, percent(told.attentionShare, output.language)], [f.activations, bytes(told.activationBytes)],
    ]),
    '', table([{ head: c.place }, { head: c.size }, { head: c.name }, { head: c.kind }], told.sites.map((s) => [s.id, `${s.height} × ${s.width} × ${s.channels}`, names.get(s.id) ?? '', say.kinds[s.kind]])),
    '', optionsText(family.options, { output, say }),
  ].join('\n')))
}
