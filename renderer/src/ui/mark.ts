/** Where the interval mark of a comparison stands: which variant speaks for it, and a difference as a place on an axis of tanh shape. */
import type { ComparisonSummary } from '../../../preload/contract/comparison.ts'

type Mark = ComparisonSummary['marks'][number]

/** The variant with the clearest verdict, and among those with the largest difference. */
export function speaker(marks: readonly Mark[]): Mark | null {
  const clarity = (mark: Mark) => (mark.verdict === 'helps' || mark.verdict === 'hurts' ? 2 : mark.verdict === 'unclear' ? 1 : 0)
  return [...marks].sort((a, b) => clarity(b) - clarity(a) || Math.abs(b.difference) - Math.abs(a.difference))[0] ?? null
}

/** −1..1: small differences stay apart and 60 points still fit. */
export const squeeze = (difference: number): number => Math.tanh(difference / 0.25)

/** How a verdict is filled: both tests agree, one does, none does. */
export const fillOf = (verdict: Mark['verdict']): 'full' | 'half' | 'hollow' =>
  verdict === 'helps' || verdict === 'hurts' ? 'full' : verdict === 'unclear' ? 'half' : 'hollow'
