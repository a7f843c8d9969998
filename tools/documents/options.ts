/** The options of an entry as a table, from its JSON Schema. */
import { choiceName } from '../../preload/contract/catalogue.ts'
import { inLanguage, type Language, type Text } from '../../preload/contract/text.ts'
import { table } from './markdown.ts'
import { documentWords } from './words.ts'

type Property = Record<string, unknown>

/** Values of a list. */
function choicesOf(property: Property): unknown[] | null {
  if (Array.isArray(property['enum'])) return property['enum']
  const variants = (property['anyOf'] ?? property['oneOf']) as Property[] | undefined
  return variants?.every((one) => 'const' in one) ? variants.map((one) => one['const']) : null
}

export function optionsTable(options: Record<string, unknown>, language: Language): string {
  const words = documentWords[language].options
  const properties = Object.entries((options['properties'] ?? {}) as Record<string, Property>)
  if (!properties.length) return words.none
  const named = (property: Property, value: unknown) => {
    const name = inLanguage(choiceName(property, value), language)
    return name === String(value) ? `\`${name}\`` : `\`${String(value)}\` ${name}`
  }
  const usual = ({ default: value }: Property) => {
    if (value === undefined) return '–'
    return typeof value === 'boolean' ? (value ? words.yes : words.no) : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
  }
  const allowed = (property: Property) => {
    const choices = choicesOf(property)
    if (choices) {
      const all = choices.map((value) => named(property, value))
      // Numbers of a rule are clear from its ends; names are not.
      return (all.length > 12 && typeof choices[0] === 'number' ? [all[0], '…', all.at(-1)] : all).join(', ')
    }
    if (property['type'] === 'boolean') return `${words.yes}, ${words.no}`
    const [low, high] = [property['minimum'], property['maximum']]
    return low !== undefined && high !== undefined ? words.from(String(low), String(high)) : ''
  }
  const meaning = (property: Property) => ['label', 'help'].flatMap((key) => (property[key] ? [inLanguage(property[key] as Text, language)] : [])).join(language === 'en' ? '. ' : '。')
  return table([words.option, words.usual, words.allowed, words.meaning], properties.map(([key, property]) => [`\`${key}\``, usual(property), allowed(property), meaning(property)]))
}
