/** The test images on which a variant and the baseline answer this or that, majority of the seeds both have. */
import type { ImageFilter, PairedImage } from '../../preload/contract/evidence.ts'
import { majorityAnswers, type Predictions } from './classification.ts'
import { probabilitiesOf } from './probabilities.ts'

/** Mean over the seeds of the probability of the majority answer, image by image. */
async function certainty(seeds: readonly Predictions[], given: Int32Array, turn: () => Promise<void>): Promise<Float64Array> {
  const sum = new Float64Array(given.length)
  for (const seed of seeds) (await probabilitiesOf(seed, (i) => given[i]!, turn)).forEach((p, i) => { sum[i]! += p })
  return sum.map((p) => p / seeds.length)
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

/** Every test image with the answers of both. `indices`: the dataset's index of each. `turn` is waited for now and then. */
export async function imagePairs(before: readonly Predictions[], after: readonly Predictions[], indices: ArrayLike<number>, turn: () => Promise<void>): Promise<PairedImage[]> {
  const answersOf = async (seeds: readonly Predictions[]) => {
    const given = majorityAnswers(seeds)
    const sure = await certainty(seeds, given, turn)
    return (i: number) => ({ answer: given[i]!, probability: sure[i]! })
  }
  const [first, second] = [await answersOf(before), await answersOf(after)]
  return Array.from(after[0]!.labels, (truth, i) => ({ index: indices[i]!, truth, before: first(i), after: second(i) }))
}

/** Those the filter keeps. The clearest changes come first: those where the two probabilities add up to most; of the worst, the most certain. */
export function filtered(pairs: readonly PairedImage[], filter: ImageFilter): PairedImage[] {
  const weight = (image: PairedImage) => image.after.probability + (filter.by === 'worst' ? 0 : image.before.probability)
  return pairs.filter((image) => keeps(filter, image)).sort((a, b) => weight(b) - weight(a) || a.index - b.index)
}
