/** The options of a dataset that are not the defaults of its kind: what a plan must name to mean this one. */
import type { DatasetEntry } from '../../../../preload/contract/catalogue.ts'
import type { DatasetManifest } from '../../../../preload/contract/dataset.ts'
import type { Text } from '../../../../preload/contract/text.ts'
import { fieldsOf, withOption, type Options } from '../../ui/options-form.ts'

export const chosenOptions = (dataset: DatasetManifest, entry: DatasetEntry): Options =>
  fieldsOf(entry.options).reduce<Options>((options, field) => (field.key in dataset.parameters ? withOption(options, field, dataset.parameters[field.key]) : options), {})

/** What tells it apart from others of its kind: 'Fragments 20, Seed 1'; empty for the usual one. */
export function toldApart(dataset: DatasetManifest, entry: DatasetEntry, say: (text: Text) => string): string {
  const options = chosenOptions(dataset, entry)
  return fieldsOf(entry.options).flatMap(({ key, label }) => (key in options ? `${say(label)} ${String(options[key])}` : [])).join(', ')
}
