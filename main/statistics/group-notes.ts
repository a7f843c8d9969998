/** What a reader should know before trusting the difference of two groups of runs: every setting that differs, and how the seeds were used. */
import type { FairnessNote } from '../../preload/contract/comparison.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { mean } from '../../preload/contract/intervals.ts'
import { languages, type Language } from '../../preload/contract/text.ts'
import { groupWords, type Differing, type GroupWords } from '../reports/words/groups.ts'
import { differs, settingsOfGroups, type Setting } from './config-differences.ts'

export interface SeedUse { paired: boolean; common: number[]; leftOut: number[]; repeated: { before: boolean; after: boolean } }

/** Differences of cost below this share are not worth a line. */
const tolerance = 0.1

const note = (ok: boolean, say: (words: GroupWords) => string): FairnessNote => ({ ok, text: Object.fromEntries(languages.map((l) => [l, say(groupWords[l])])) as Record<Language, string> })

const shown = ({ path, before, after }: Setting): Differing => ({ path: path.replace(/^\w+\./, ''), before: before.join(' | '), after: after.join(' | ') })

function settings(before: readonly RunRecord[], after: readonly RunRecord[]): FairnessNote[] {
  const all = settingsOfGroups(before.map((run) => run.config), after.map((run) => run.config))
  const different = all.filter(differs)
  const model = different.filter((setting) => setting.of === 'model')
  const training = different.filter((setting) => setting.of !== 'model')
  const mixed = (side: 'before' | 'after') => all.filter((setting) => setting[side].length > 1).map((setting) => setting.path.replace(/^\w+\./, ''))
  return [
    training.length ? note(false, (w) => w.trainingDiffers(training.map(shown))) : note(true, (w) => w.sameTraining),
    model.length ? note(true, (w) => w.modelDiffers(model.map(shown))) : note(true, (w) => w.sameModel),
    ...(different.length > 1 ? [note(false, (w) => w.manyDiffer)] : []),
    ...(['before', 'after'] as const).flatMap((side) => (mixed(side).length ? [note(false, (w) => w.mixed(side, mixed(side)))] : [])),
  ]
}

function seeds({ paired, common, leftOut, repeated }: SeedUse): FairnessNote[] {
  return [
    paired ? note(true, (w) => w.paired(common)) : note(false, (w) => w.independent),
    ...(leftOut.length ? [note(false, (w) => w.leftOut(leftOut))] : []),
    ...(['before', 'after'] as const).flatMap((side) => (repeated[side] ? [note(false, (w) => w.repeated(side))] : [])),
  ]
}

/** Numbers depend a little on the version of TensorFlow and on the device. */
function environment(before: readonly RunRecord[], after: readonly RunRecord[]): FairnessNote[] {
  const values = (runs: readonly RunRecord[], name: 'fovea' | 'tensorflow' | 'device' | 'platform') => [...new Set(runs.flatMap((run) => run.environment?.[name] ?? []))].sort().join(' | ')
  const different = (['fovea', 'tensorflow', 'device', 'platform'] as const)
    .map((path) => ({ path, before: values(before, path), after: values(after, path) })).filter((one) => one.before !== one.after)
  return different.length ? [note(false, (w) => w.environment(different))] : []
}

function costs(before: readonly RunRecord[], after: readonly RunRecord[]): FairnessNote[] {
  return (['macs', 'parameters'] as const).flatMap((name) => {
    const of = (runs: readonly RunRecord[]) => mean(runs.flatMap((run) => run.cost?.[name] ?? []))
    const ratio = of(after) / of(before)
    return Math.abs(ratio - 1) > tolerance ? [note(false, (w) => w[name](ratio.toFixed(2)))] : []
  })
}

export const groupNotes = (before: readonly RunRecord[], after: readonly RunRecord[], use: SeedUse, testImages: number): FairnessNote[] =>
  [note(true, (w) => w.sameImages(testImages)), ...settings(before, after), ...seeds(use), ...environment(before, after), ...costs(before, after)]
