/** The finding in words: which, how much, with what interval, then those without evidence and those that are unclear. */
import type { Finding, ResultRow, Span } from '../../preload/contract/comparison.ts'
import { accuracyDigits } from '../../preload/contract/format.ts'
import type { Plan } from '../../preload/contract/plan.ts'
import { languages } from '../../preload/contract/text.ts'
import type { Language, Text } from '../../preload/contract/text.ts'
import { baselineInSentence, nameInSentence } from './names.ts'
import { words } from './words/index.ts'
import type { Claim } from './words/index.ts'

interface RunStates { total: number; finished: number; failed: number }

const eachLanguage = <T>(make: (language: Language) => T) => Object.fromEntries(languages.map((l) => [l, make(l)])) as Record<Language, T>

function sentences(rows: readonly ResultRow[], testImages: number, states: RunStates, language: Language): Span[] {
  const say = words[language].finding
  const baseline = rows[0]!
  const others = rows.slice(1)
  const name = (row: ResultRow) => nameInSentence(row.name, language)
  const claim = (row: ResultRow): Claim => ({
    name: name(row), baseline: baselineInSentence(baseline.name, language), digits: accuracyDigits(testImages),
    accuracy: row.accuracy!, baselineAccuracy: baseline.accuracy!, difference: row.difference!, interval: row.differenceInterval,
  })
  if (!others.length) return say.alone(baselineInSentence(baseline.name, language))
  if (others.some((row) => row.verdict === 'too-few-seeds')) {
    const measured = others.filter((row) => row.difference !== null)
    if (states.finished === states.total) return [...say.tooFewSeeds(baseline.seeds), ...measured.flatMap((row) => say.measured(claim(row)))]
  }
  if (states.finished < states.total) return say.incomplete(states.finished, states.total, states.failed)

  const of = (verdict: ResultRow['verdict'], role?: ResultRow['role']) => others.filter((row) => row.verdict === verdict && (!role || row.role === role))
  const helps = of('helps', 'tried')
  const hurts = of('hurts', 'tried').reverse()
  const none = of('no-evidence')
  const unclear = of('unclear')
  const largest = none.reduce<ResultRow | null>((best, row) => (!best || Math.abs(row.difference!) > Math.abs(best.difference!) ? row : best), null)
  return [
    ...(helps[0] ? say.better(claim(helps[0])) : []),
    ...(helps.length > 1 ? say.alsoBetter(helps.slice(1).map(name)) : []),
    ...(hurts[0] ? say.worse(claim(hurts[0])) : []),
    ...(hurts.length > 1 ? say.alsoWorse(hurts.slice(1).map(name)) : []),
    ...[...of('helps', 'control'), ...of('hurts', 'control')].flatMap((row) => say.control(claim(row))),
    ...(none.length ? say.noEvidence(none.map(name)) : []),
    ...(largest && !helps.length && !hurts.length ? say.largest(claim(largest)) : []),
    ...(unclear.length ? say.unclear(unclear.map(name)) : []),
  ]
}

/** Neighbouring plain pieces as one, without the last space. */
export function tidy(spans: Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last && !last.mark && !span.mark) last.text += span.text
    else out.push({ ...span })
  }
  const last = out.at(-1)
  if (last) last.text = last.text.trimEnd()
  return out
}

/** `rows` as resultRows gives them: the baseline first, then by falling difference. */
export const findingOf = (rows: readonly ResultRow[], testImages: number, states: RunStates): Finding =>
  eachLanguage((language) => tidy(sentences(rows, testImages, states, language)))

export function limitsOf({ seeds, training: { epochs, steps, added } }: Plan, testImages: number): Text {
  const whole = added.reduce((sum, more) => sum + more, steps === undefined ? epochs : 0)
  return eachLanguage((language) => words[language].finding.limits({ seeds: seeds.length, epochs: whole || null, steps: steps ?? null, testImages }))
}
