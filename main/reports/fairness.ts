/** What makes the comparison fair, and what a reader should know before trusting it. */
import { isDeepStrictEqual } from 'node:util'
import type { FairnessNote, ResultRow } from '../../preload/contract/comparison.ts'
import { accuracyDigits, signedPoints } from '../../preload/contract/format.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import type { RunRecord } from '../../preload/contract/run.ts'
import { inLanguage, languages } from '../../preload/contract/text.ts'
import type { Language, Text } from '../../preload/contract/text.ts'
import { nameInSentence } from './names.ts'
import { words } from './words/index.ts'
import type { Words } from './words/index.ts'

/** Differences of cost below this share are not worth a line. */
const tolerance = 0.1

const note = (ok: boolean, say: (words: Words['fairness'], name: (text: Text) => string, language: Language) => string): FairnessNote => ({
  ok,
  text: Object.fromEntries(languages.map((l) => [l, say(words[l].fairness, (t) => nameInSentence(t, l), l)])) as Record<Language, string>,
})

/** Paths of what is not the same in two settings: 'augment.crop'. */
function unequal(a: unknown, b: unknown, path = ''): string[] {
  if (isDeepStrictEqual(a, b)) return []
  const inner = [a, b].every((one) => one && typeof one === 'object' && !Array.isArray(one))
  if (!inner) return [path]
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((key) => unequal(x[key], y[key], path ? `${path}.${key}` : key))
}

/** Numbers depend a little on the version of TensorFlow and on the device. */
function environments(runs: readonly RunRecord[]): FairnessNote[] {
  const different = (['fovea', 'tensorflow', 'device', 'platform'] as const)
    .map((name) => ({ name, values: [...new Set(runs.flatMap((run) => run.environment?.[name] ?? []))].sort() })).filter(({ values }) => values.length > 1)
  return different.length ? [note(false, (w) => w.environment(different))] : []
}

/** What else than attention the variants tried have other than the baseline. */
function models(plan: Plan): FairnessNote[] {
  const base = plan.variants.find((variant) => variant.id === plan.baseline)!
  const tried = plan.variants.filter((variant) => variant.role === 'tried' && variant !== base)
  const other = tried.filter((variant) => variant.model !== base.model)
  const options = Map.groupBy(tried.filter((variant) => variant.model === base.model), (variant) => unequal(variant.with, base.with).join(', '))
  options.delete('')
  return [
    ...(other.length ? [note(false, (w, name) => w.otherModel(other.map((variant) => name(variant.name))))] : []),
    ...[...options].map(([keys, variants]) => note(false, (w, name) => w.otherOptions(variants.map((variant) => name(variant.name)), keys.split(', ')))),
  ]
}

function conditions(plan: Plan, runs: readonly RunRecord[]): FairnessNote[] {
  const prints = new Set(runs.flatMap((run) => run.environment?.datasetFingerprint ?? []))
  const what: ('data' | 'training' | 'seeds')[] = []
  if (prints.size > 1 || runs.some((run) => !isDeepStrictEqual(run.config.dataset, plan.dataset))) what.push('data')
  const settings = [...new Set(runs.flatMap((run) => unequal(run.config.training, plan.training)))].sort()
  if (settings.length) what.push('training')
  if (runs.some((run) => !plan.seeds.includes(run.seed))) what.push('seeds')
  const missing = (language: Language) =>
    plan.variants.flatMap((variant) => plan.seeds
      .filter((seed) => !runs.some((run) => run.variantId === variant.id && run.seed === seed && run.state === 'finished'))
      .map((seed) => `${inLanguage(variant.name, language)} (${seed})`))
  return [
    what.length ? note(false, (w) => w.different(what, settings)) : note(true, (w) => w.same([...prints][0]?.slice(0, 8) ?? null)),
    ...environments(runs),
    ...models(plan),
    ...(missing('en').length ? [note(false, (w, _name, language) => w.missing(missing(language)))] : []),
  ]
}

/** A control is weighed against the variant that gains most: does it get there without what is tried? */
function controls(rows: readonly ResultRow[], digits: number): FairnessNote[] {
  const best = rows.find((row) => row.role === 'tried' && row.verdict === 'helps')
  if (!best) return []
  return rows.filter((row) => row.role === 'control' && row.difference !== null).flatMap((control) => {
    const [gain, bestGain] = [signedPoints(control.difference!, digits), signedPoints(best.difference!, digits)]
    if (control.difference! > best.difference! / 2) return [note(false, (w, name) => w.controlGains(name(control.name), gain, name(best.name), bestGain))]
    const noSmaller = control.cost && best.cost && control.cost.parameters >= best.cost.parameters * (1 - tolerance)
    return noSmaller ? [note(true, (w, name) => w.sizeDoesNotExplain(name(control.name), gain, name(best.name), bestGain))] : []
  })
}

function costs(rows: readonly ResultRow[]): FairnessNote[] {
  const base = rows[0]?.cost
  if (!base || rows.some((row) => !row.cost)) return []
  const more = rows.slice(1).filter((row) => row.role === 'tried')
  const notes = more.flatMap((row) => {
    const macs = row.cost!.macs / base.macs
    const parameters = row.cost!.parameters / base.parameters
    const [work, size] = [Math.abs(macs - 1) > tolerance, Math.abs(parameters - 1) > tolerance]
    if (work && size) return [note(false, (w, name) => w.macsAndParameters(name(row.name), macs.toFixed(2), parameters.toFixed(2)))]
    if (work) return [note(false, (w, name) => w.macs(name(row.name), macs.toFixed(2)))]
    return size ? [note(false, (w, name) => w.parameters(name(row.name), parameters.toFixed(2)))] : []
  })
  return notes.length || !more.length ? notes : [note(true, (w) => w.sameCost)]
}

export const fairnessNotes = (plan: Plan, runs: readonly RunRecord[], rows: readonly ResultRow[], testImages: number): FairnessNote[] => [
  ...conditions(plan, runs),
  ...controls(rows, accuracyDigits(testImages)),
  ...costs(rows),
]
