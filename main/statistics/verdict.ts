/**
 * The verdict on one variant against the baseline, from two tests of different things:
 * A, over seeds: the 95 % interval of the paired difference excludes 0 (would another training show it too?), and has a width, without which it tells nothing;
 * B, over images: McNemar mid-p on the majority answers, Holm-corrected, is below .05 (would other images show it too?).
 * Both, in the same direction: helps or hurts. One, or both against each other: unclear. Neither: no evidence.
 */
import type { Interval, Verdict } from '../../preload/contract/comparison.ts'
import { sideOfZero } from '../../preload/contract/intervals.ts'

export const smallestSeeds = 3
export const level = 0.05

export interface Evidence { seeds: number; interval: Interval | null; pHolm: number; fixed: number; broken: number }

export function verdictOf({ seeds, interval, pHolm, fixed, broken }: Evidence): Verdict {
  if (seeds < smallestSeeds || !interval) return 'too-few-seeds'
  const overSeeds = sideOfZero(interval)
  const overImages = pHolm < level ? Math.sign(fixed - broken) : 0
  if (!overSeeds && !overImages) return 'no-evidence'
  if (overSeeds !== overImages) return 'unclear'
  return overSeeds > 0 ? 'helps' : 'hurts'
}
