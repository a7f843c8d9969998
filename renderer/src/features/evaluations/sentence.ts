/** What an evaluation found, in one sentence and the line below it; never more than the images say. */
import type { Evaluation, EvaluationMetrics } from '../../../../preload/contract/evaluation.ts'
import { percent, pValue, range, signedPoints, thousands } from '../../../../preload/contract/format.ts'
import { inLanguage, type Language } from '../../../../preload/contract/text.ts'

/** Of vue-i18n. */
export type Translate = (key: string, values?: Record<string, string | number>) => string
/** partial: not all images have been answered. */
interface Told { partial: boolean; runs: Evaluation['runs']; classes: Evaluation['classes']; metrics: EvaluationMetrics; language: Language; t: Translate }

/** Two seeds of one model have one name. */
export function namesOf(runs: Evaluation['runs'], language: Language, t: Translate): string[] {
  const names = runs.map((run) => inLanguage(run.name, language))
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : t('evaluations.withSeed', { name, seed: runs[i]!.seed })))
}

const mostNamed = 3

function ofLabelled({ partial, runs, metrics, language, t }: Told): { sentence: string; below: string } {
  const names = namesOf(runs, language, t)
  const n = metrics.labelled
  const order = metrics.runs.map((_, i) => i).sort((a, b) => metrics.runs[b]!.accuracy - metrics.runs[a]!.accuracy)
  const share = (run: number) => {
    const { accuracy, interval } = metrics.runs[run]!
    return { name: names[run]!, right: thousands(accuracy * n), share: percent(accuracy, language), interval: range(interval, language) }
  }
  const first = t(partial ? 'evaluations.readsSoFar' : 'evaluations.reads', { ...share(order[0]!), n: thousands(n) })
  const others = order.slice(1, mostNamed).map((run) => t('evaluations.readsOther', share(run)))
  const more = order.length > mostNamed ? [t('evaluations.readsMore', { n: order.length - mostNamed })] : []
  const tests = metrics.runs.flatMap((run, i) => (run.against ? [t('evaluations.against', { name: names[i]!, first: names[0]!, difference: signedPoints(run.against.difference), p: pValue(run.against.pHolm), fixed: thousands(run.against.fixed), broken: thousands(run.against.broken) })] : []))
  return {
    sentence: [first, ...others, ...more].join(t('evaluations.join')) + t('evaluations.stop'),
    below: partial ? t('evaluations.soFar') : [...tests.slice(0, mostNamed), t('evaluations.limits')].join(language === 'en' ? ' ' : ''),
  }
}

function ofUnlabelled({ partial, runs, classes, metrics, language, t }: Told): { sentence: string; below: string } {
  const n = thousands(metrics.answered)
  const below = t(partial ? 'evaluations.soFar' : 'evaluations.noLabels')
  if (runs.length > 1) return { sentence: t('evaluations.agree', { models: runs.length, agreed: thousands(metrics.agreed), n, share: percent(metrics.agreed / metrics.answered, language) }), below }
  const counts = metrics.answers[0]!
  const most = counts.indexOf(Math.max(...counts))
  return { sentence: t('evaluations.mostly', { name: inLanguage(runs[0]!.name, language), n, label: inLanguage(classes[most]!, language), count: thousands(counts[most]!) }), below }
}

/** Null as long as nothing was answered. */
export function findingOf(told: Told): { sentence: string; below: string } | null {
  if (!told.metrics.answered) return null
  return told.metrics.labelled ? ofLabelled(told) : ofUnlabelled(told)
}
