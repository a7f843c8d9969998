/** Words for a path of the plan: 'training.optimizer.learningRate' is called as in the plan's form, an option as the catalogue calls it. A path that has no words stays as it is. */
import type { Catalogue } from '../../../../preload/contract/catalogue.ts'
import { inLanguage, Text } from '../../../../preload/contract/text.ts'

export interface Wording {
  t(key: string, values?: Record<string, string | number>): string
  say(text: Text): string
  catalogue: Pick<Catalogue, 'mechanisms' | 'models' | 'datasets'> | null
}

const plain: Record<string, string> = {
  seed: 'runs.columns.seed', 'dataset.id': 'runs.columns.dataset', 'variant.id': 'runs.fields.id', 'variant.model': 'runs.fields.model', 'variant.role': 'runs.fields.role',
  'training.epochs': 'plan.epochsLabel', 'training.steps': 'runs.fields.steps', 'training.batch': 'plan.training.batch', 'training.labelSmoothing': 'plan.training.smoothing', 'training.clipNorm': 'plan.training.clip', 'training.evaluateEvery': 'plan.training.evaluateEvery',
  'training.optimizer.id': 'plan.training.optimizer', 'training.optimizer.learningRate': 'plan.training.learningRate', 'training.optimizer.weightDecay': 'plan.training.weightDecay', 'training.optimizer.momentum': 'plan.training.momentum',
  'training.schedule.id': 'plan.training.schedule', 'training.schedule.warmupEpochs': 'plan.training.warmup', 'training.schedule.finalFraction': 'runs.fields.finalFraction',
  'training.augment.crop': 'plan.training.crop', 'training.augment.cutout': 'plan.training.cutout', 'training.augment.flip': 'plan.training.flip',
}
const signs: Record<string, string> = { 'training.optimizer.nesterov': 'Nesterov', 'training.optimizer.beta1': 'β₁', 'training.optimizer.beta2': 'β₂', 'training.optimizer.epsilon': 'ε' }

/** As most entries that have such an option call it, of equally many in the fewest letters; 'sizes.1' is its second value. */
function optionName(entries: readonly { options: Record<string, unknown> }[], key: string, say: Wording['say']): string {
  const [name, ...indices] = key.split('.')
  const labels = entries.flatMap(({ options }) => {
    const label = Text.safeParse((options.properties as Record<string, { label?: unknown }> | undefined)?.[name!]?.label)
    return label.success ? [{ label: label.data, english: inLanguage(label.data, 'en') }] : []
  })
  const frequency = (english: string) => labels.filter((one) => one.english === english).length
  const [best] = labels.sort((one, other) => frequency(other.english) - frequency(one.english) || one.english.length - other.english.length)
  return [best ? say(best.label) : name!, ...indices.map((index) => (/^\d+$/.test(index) ? Number(index) + 1 : index))].join(' ')
}

export function settingName(path: string, { t, say, catalogue }: Wording): string {
  if (plain[path]) return t(plain[path])
  if (signs[path]) return signs[path]
  const added = /^training\.added\.(\d+)$/.exec(path)
  if (added) return t('runs.fields.added', { n: Number(added[1]) + 1 })
  const option = /^(dataset|variant)\.with\.(.+)$/.exec(path)
  if (option) return option[1] === 'dataset' ? t('runs.fields.datasetOption', { name: optionName(catalogue?.datasets ?? [], option[2]!, say) }) : t('runs.fields.modelOption', { name: optionName(catalogue?.models ?? [], option[2]!, say) })
  const inserted = /^variant\.insert\.(\d+)\.(at|mechanism|with\.(.+))$/.exec(path)
  if (!inserted) return path
  const n = Number(inserted[1]) + 1
  if (inserted[3] !== undefined) return t(n === 1 ? 'runs.fields.mechanismOption' : 'runs.fields.mechanismOptionOf', { n, name: optionName(catalogue?.mechanisms ?? [], inserted[3], say) })
  const kind = inserted[2] === 'at' ? 'place' : 'mechanism'
  return t(n === 1 ? `runs.fields.${kind}` : `runs.fields.${kind}Of`, { n })
}
