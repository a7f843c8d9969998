/** Many variants from a few choices: every mechanism in every place with every score function and position it can take, over every chosen option of the model. */
import { fitsSite, type MechanismEntry, type ModelEntry, type Site } from '../../../../preload/contract/catalogue.ts'
import type { Plan, Variant } from '../../../../preload/contract/plan.ts'
import { inLanguage, inSentence, type Language, type Text } from '../../../../preload/contract/text.ts'
import { fieldsOf, nameOfChoice, valueOf, withOption, type Field, type Options } from '../../ui/options-form.ts'
import { baseline, both, uniqueId } from './draft.ts'

/** A plan has no more. */
export const mostVariants = 64
/** Beyond it combinations are counted no further. */
export const mostCombinations = 256

/** Options that many mechanisms share; each value chosen is tried with all that have it. */
export const sharedOptions = ['score', 'position'] as const

export interface MatrixChoice {
  mechanisms: string[]
  /** Places of the model. */
  at: string[]
  /** Values by the key of a shared option; none: each mechanism as it is. */
  shared: Record<string, unknown[]>
  /** Values by the key of an option of the model; none: as the baseline has it. */
  model: Record<string, unknown[]>
}

/** What cannot be combined: a mechanism with a place, or with a value that its option does not take. */
export type NoMatch = { mechanism: Text; place: Text } | { mechanism: Text; option: Text; value: Text }

export interface Matrix {
  variants: Variant[]
  impossible: NoMatch[]
  /** Combinations with a mechanism that the plan has already. */
  there: number
  /** There are more than mostCombinations. */
  cut: boolean
}

interface Setting { field: Field; value: unknown }

/** One of each list: ([a, b], [c]) → [a, c], [b, c]. Of no lists: one empty choice. */
const product = <T>(lists: T[][]): T[][] => lists.reduce<T[][]>((all, list) => all.flatMap((chosen) => list.map((one) => [...chosen, one])), [[]])
const optionsOf = (settings: Setting[], own: Options): Options => settings.reduce((options, { field, value }) => withOption(options, field, value), own)
const takes = (field: Field, value: unknown): boolean => !('choices' in field) || field.choices.some((choice) => choice === value)

/** A value in a name: by its id's words in English, without the formula that follows it in Chinese. */
function shortName(field: Field, value: unknown): Text {
  if (field.kind === 'boolean') return both((l) => `${inLanguage(field.label, l)} ${value ? '✓' : '–'}`)
  if (field.kind !== 'choice' || typeof value === 'number') return both((l) => `${inLanguage(field.label, l)} ${Array.isArray(value) ? value.join('-') : String(value)}`)
  if (value === 'none') return both((l) => (l === 'en' ? `No ${inSentence(inLanguage(field.label, l))}` : `无${inLanguage(field.label, l)}`))
  const chinese = inLanguage(nameOfChoice(field, value), 'zh-CN')
  return { en: String(value).replaceAll('-', ' '), 'zh-CN': chinese.replace(/ [^\u4e00-\u9fff（）]*$/, '') }
}

const joined = (parts: Text[]): Text => both((l: Language) => parts.map((part, i) => (i && l === 'en' ? inSentence(inLanguage(part, l)) : inLanguage(part, l))).join(l === 'en' ? ', ' : '，'))

const wholeOptions = (schema: Record<string, unknown>, given: Options) => Object.entries({ ...given, ...Object.fromEntries(fieldsOf(schema).map((field) => [field.key, valueOf(field, given)])) }).sort(([a], [b]) => (a < b ? -1 : 1))

/** What tells rows of one mechanism apart: the options in which they are not all the same. */
export function distinction(schema: Record<string, unknown>, own: Options, others: readonly Options[]): Text {
  const fields = fieldsOf(schema).filter((field) => others.some((other) => JSON.stringify(valueOf(field, other)) !== JSON.stringify(valueOf(field, own))))
  return joined(fields.map((field) => shortName(field, valueOf(field, own))))
}

interface Put { mechanism: MechanismEntry; site: Site; settings: Setting[] }

/** The mechanism with every value of the shared options that it has. */
function settingsOf(mechanism: MechanismEntry, choice: MatrixChoice, impossible: NoMatch[]): Setting[][] {
  const fields = fieldsOf(mechanism.options)
  return product(sharedOptions.flatMap((key) => {
    const field = fields.find((one) => one.key === key)
    const values = choice.shared[key] ?? []
    if (!field || !values.length) return []
    for (const value of values) if (!takes(field, value)) impossible.push({ mechanism: mechanism.name, option: field.label, value: String(value) })
    return [values.filter((value) => takes(field, value)).map((value) => ({ field, value }))]
  }))
}

export function matrixOf(plan: Plan, choice: MatrixChoice, mechanisms: readonly MechanismEntry[], model: ModelEntry): Matrix {
  const base = baseline(plan)
  const impossible: NoMatch[] = []
  const chosen = mechanisms.filter((one) => choice.mechanisms.includes(one.id))
  const sites = model.sites.filter((site) => choice.at.includes(site.id))
  const puts = chosen.flatMap((mechanism): Put[] => {
    const settings = settingsOf(mechanism, choice, impossible)
    return sites.flatMap((site) => {
      if (fitsSite(mechanism, site)) return settings.map((some) => ({ mechanism, site, settings: some }))
      impossible.push({ mechanism: mechanism.name, place: site.name })
      return []
    })
  })
  const forms = product(fieldsOf(model.options).filter((field) => choice.model[field.key]?.length).map((field) => choice.model[field.key]!.map((value): Setting => ({ field, value }))))

  const taken = new Set(plan.variants.map((variant) => variant.id))
  /** The same for options that are left out and options given as their defaults. */
  const contentOf = (variant: Pick<Variant, 'model' | 'with' | 'insert'>) => JSON.stringify([
    variant.model, wholeOptions(model.options, variant.with), variant.insert.map((one) => [one.at, one.mechanism, wholeOptions(mechanisms.find(({ id }) => id === one.mechanism)?.options ?? {}, one.with)]),
  ])
  const known = new Set(plan.variants.map(contentOf))
  const result: Matrix = { variants: [], impossible, there: 0, cut: false }

  function add(form: Setting[], put: Put | null): void {
    const content = { model: base.model, with: optionsOf(form, base.with), insert: put ? [{ at: put.site.id, mechanism: put.mechanism.id, with: optionsOf(put.settings, {}) }] : [] }
    if (known.has(contentOf(content))) { if (put) result.there++; return }
    if (result.variants.length >= mostCombinations) { result.cut = true; return }
    known.add(contentOf(content))
    const told = [...(put?.settings ?? []), ...form]
    const name = joined([put ? put.mechanism.name : base.name, ...(put && sites.length > 1 ? [put.site.name] : []), ...told.map(({ field, value }) => shortName(field, value))])
    const id = uniqueId(taken, [put?.mechanism.id ?? base.id, ...(put && sites.length > 1 ? [put.site.id] : []), ...told.map(({ field, value }) => (field.kind === 'choice' ? value : `${field.key}-${String(value)}`))].join('-'))
    taken.add(id)
    // A form of the model without what is tried in it tells how much the form itself gives.
    result.variants.push({ id, name, ...content, role: put || !puts.length ? 'tried' : 'control' })
  }
  for (const form of forms) {
    add(form, null)
    for (const put of puts) add(form, put)
  }
  return result
}
