/** What a user calls a class: its id or its name in either language, upper and lower case alike. */
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import { inLanguage, languages } from '../../preload/contract/text.ts'

const plain = (name: string) => name.normalize('NFC').trim().toLowerCase()

/** Gives the place of a class, undefined for a name that is none. An id goes before a name that says the same. */
export function classFinder(classes: DatasetManifest['classes']): (name: string) => number | undefined {
  const places = new Map<string, number>()
  const take = (name: string, place: number) => { if (!places.has(plain(name))) places.set(plain(name), place) }
  classes.forEach(({ id }, place) => take(id, place))
  classes.forEach(({ name }, place) => { for (const language of languages) take(inLanguage(name, language), place) })
  return (name) => places.get(plain(name))
}
