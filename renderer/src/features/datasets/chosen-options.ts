/** The options of a dataset that are not the defaults of its kind: what a plan must name to mean this one. */
import type { DatasetEntry } from '../../../../preload/contract/catalogue.ts'
import type { DatasetManifest } from '../../../../preload/contract/dataset.ts'
import { fieldsOf, withOption, type Options } from '../../ui/options-form.ts'

export const chosenOptions = (dataset: DatasetManifest, entry: DatasetEntry): Options =>
  fieldsOf(entry.options).reduce<Options>((options, field) => (field.key in dataset.parameters ? withOption(options, field, dataset.parameters[field.key]) : options), {})
