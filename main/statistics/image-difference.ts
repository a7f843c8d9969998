/** What sets two groups of runs apart on the test images, each image counted once by the majority answer of a group. */
import type { Interval } from '../../preload/contract/comparison.ts'
import { bootstrapMean, resampled } from './bootstrap.ts'
import { disagreements, majorityAnswers, type Predictions } from './classification.ts'

/** Draws of the bootstrap: enough for two digits of an interval. */
const RESAMPLES = 2000

export interface ImageDifference { difference: number; imageInterval: Interval; fixed: number; broken: number; bothWrong: number; bothRight: number }

/** `difference` of the shares of right majority answers; its interval by bootstrap over images (BCa; percentile where BCa is not defined). */
export function imageDifference(before: readonly Predictions[], after: readonly Predictions[]): ImageDifference {
  const { labels } = after[0]!
  const [was, is] = [majorityAnswers(before), majorityAnswers(after)]
  const { fixed, broken } = disagreements(was, is, labels)
  const bothRight = labels.reduce((n, label, i) => n + Number(was[i] === label && is[i] === label), 0)
  const changes = { images: labels.length, fixed, broken }
  const { difference, percentile, accelerated } = bootstrapMean(changes, resampled(changes, RESAMPLES, 1))
  return { difference, imageInterval: accelerated ?? percentile, fixed, broken, bothWrong: labels.length - fixed - broken - bothRight, bothRight }
}
