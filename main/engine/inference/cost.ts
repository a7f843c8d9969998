/** What a variant costs for one image, counted from the recorded operations of its forward pass; no formula of its own. */
import * as tf from '@tensorflow/tfjs-core'
import type { TextShape } from '../../../preload/contract/dataset.ts'
import type { Variant } from '../../../preload/contract/plan.ts'
import type { Cost } from '../../../preload/contract/run.ts'
import { matchedVariant } from '../models/match.ts'
import type { InferenceRequest, MatchedVariant } from '../protocol.ts'
import { evaluationContext } from '../layers/context.ts'
import { eagerProgram, type Entry } from '../tensorflow/program.ts'
import { captionFeeds } from '../training/captions.ts'
import { createNetwork, type Network } from './network.ts'

export function costOfNetwork(network: Network, shape: number[]): Cost {
  const evaluate: Entry = {
    feeds: { images: { shape: [1, ...shape], dtype: 'float32' }, ...captionFeeds(network.text, 1) },
    run: ({ images, text }) => ({ outputs: { logits: network.forward(images!, evaluationContext(tf.tensor1d([0, 0], 'int32'), { text })) }, updates: [] }),
  }
  return { parameters: network.scope.parameters(), ...eagerProgram({ evaluate }).cost('evaluate') }
}

/** The same for a variant that nobody has trained. Throws what is wrong with it. */
export function costOfVariant(variant: Variant, shape: [number, number, number], classes: number, text?: TextShape): Cost {
  const network = createNetwork({ variant, shape, classes, mean: Array<number>(shape[2]).fill(0), std: Array<number>(shape[2]).fill(1), text }, 0, { initialize: false })
  try {
    return costOfNetwork(network, shape)
  } finally {
    network.scope.dispose()
  }
}

/** The variant as wide as it must be to have so many parameters or MACs. */
export function matchVariant({ variant, quantity, target, input, classes, text }: Omit<Extract<InferenceRequest, { type: 'match' }>, 'id' | 'type'>): MatchedVariant {
  const cost = (wider: Variant) => costOfVariant(wider, input, classes, text)
  return matchedVariant(variant, target, { shape: input, classes, ...(text && { text }) }, cost, (counted) => counted[quantity])
}
