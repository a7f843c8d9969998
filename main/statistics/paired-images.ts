/** The test images on which a variant and the baseline answer this or that, majority of the seeds both have. */
import type { ImageFilter, PairedImage } from '../../preload/contract/evidence.ts'
import { classCount, majorityAnswers, type Predictions } from './classification.ts'
import { probabilities } from './probabilities.ts'

/** Mean over the seeds of the probability of the majority answer, image by image. */
function certainty(seeds: readonly Predictions[], given: Int32Array): Float64Array {
  const classes = classCount(seeds[0]!)
  const all = seeds.map((seed) => probabilities(seed))
  return Float64Array.from(given, (answer, i) => all.reduce((sum, p) => sum + p[i * classes + answer]!, 0) / all.length)
}

function keeps(filter: ImageFilter, { truth, before, after }: PairedImage): boolean {
  if (filter.by === 'worst') return after.answer !== truth
  if (filter.by === 'change') {
    const [was, is] = [before.answer === truth, after.answer === truth]
    return { fixed: !was && is, broken: was && !is, 'both-wrong': !was && !is }[filter.change]
  }
  if (truth !== filter.truth) return false
  const [was, is] = [before.answer === filter.answer, after.answer === filter.answer]
  return { change: was !== is, before: was, after: is }[filter.of]
}

/** Every test image with the answers of both. `indices`: the dataset's index of each. */
export function imagePairs(before: readonly Predictions[], after: readonly Predictions[], indices: ArrayLike<number>): PairedImage[] {
  const answersOf = (seeds: readonly Predictions[]) => {
    const given = majorityAnswers(seeds)
    const sure = certainty(seeds, given)
    return (i: number) => ({ answer: given[i]!, probability: sure[i]! })
  }
  const [first, second] = [answersOf(before), answersOf(after)]
  return Array.from(after[0]!.labels, (truth, i) => ({ index: indices[i]!, truth, before: first(i), after: second(i) }))
}

/** Those the filter keeps. The clearest changes come first: those where the two probabilities add up to most; of the worst, the most certain. */
export function filtered(pairs: readonly PairedImage[], filter: ImageFilter): PairedImage[] {
  const weight = (image: PairedImage) => image.after.probability + (filter.by === 'worst' ? 0 : image.before.probability)
  return pairs.filter((image) => keeps(filter, image)).sort((a, b) => weight(b) - weight(a) || a.index - b.index)
}
