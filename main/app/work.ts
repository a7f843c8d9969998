/** What the system shows of comparisons while nobody looks at the window: progress in the dock or taskbar, a word at the end. */
import { isUnderWay, type ComparisonSummary } from '../../preload/contract/comparison.ts'
import { inLanguage, type Language } from '../../preload/contract/text.ts'
import { words } from './words.ts'

/** 0..1 over the runs of all comparisons under way, as setProgressBar takes it: −1 when there is none. */
export function progressOf(comparisons: readonly ComparisonSummary[]): number {
  const going = comparisons.filter(isUnderWay)
  const runs = going.reduce((sum, one) => sum + one.runs, 0)
  return runs ? going.reduce((sum, one) => sum + one.progress * one.runs, 0) / runs : -1
}

/** Those that were under way in the list before and have come to their end by themselves; stopping one is no news. */
export function ended(before: readonly ComparisonSummary[], now: readonly ComparisonSummary[]): ComparisonSummary[] {
  const going = new Set(before.filter(isUnderWay).map(({ id }) => id))
  return now.filter((one) => going.has(one.id) && (one.state === 'finished' || one.state === 'failed'))
}

/** The name, and the finding as the window says it. */
export function newsOf({ name, finding, failed }: ComparisonSummary, language: Language): { title: string; body: string } {
  const sentence = finding?.[language].map(({ text }) => text).join('') ?? ''
  return { title: inLanguage(name, language), body: failed > 0 && !sentence ? words[language].runsFailed.replace('{n}', String(failed)) : sentence || words[language].finished }
}
