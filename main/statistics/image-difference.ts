/** What sets two groups of runs apart on the test images, each image counted once by the majority answer of a group. */
import type { Interval } from '../../preload/contract/comparison.ts'
import { bootstrapMean, resampledIndices } from './bootstrap.ts'
import { majorityAnswers, type Predictions } from './classification.ts'

/** Draws of the bootstrap: enough for two digits of an interval. */
const RESAMPLES = 2000

export interface ImageDifference { difference: number; imageInterval: Interval; fixed: number; broken: number; bothWrong: number; bothRight: number }

/** `difference` of the shares of right majority answers; its interval by bootstrap over images (BCa; percentile where BCa is not defined). */
export function imageDifference(before: readonly Predictions[], after: readonly Predictions[]): ImageDifference {
  const { labels } = after[0]!
  const [was, is] = [before, after].map((group) => {
    const given = majorityAnswers(group)
    return Array.from(labels, (label, i) => given[i] === label)
  }) as [boolean[], boolean[]]
  const { difference, percentile, accelerated } = bootstrapMean(is.map((right, i) => Number(right) - Number(was[i])), resampledIndices(labels.length, RESAMPLES, 1))
  const count = (first: boolean, second: boolean) => was.filter((right, i) => right === first && is[i] === second).length
  return { difference, imageInterval: accelerated ?? percentile, fixed: count(false, true), broken: count(true, false), bothWrong: count(false, false), bothRight: count(true, true) }
}
