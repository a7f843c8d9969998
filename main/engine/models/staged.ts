/** The stages of a CNN one after another, and what fuses the maps after them before the head. */
import type * as tf from '@tensorflow/tfjs-core'
import type { Fusion } from '../attention/mechanism.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'

/** The coarsest map of the last stage, fused with those before it where there is a fusion. */
export function staged(stages: Layer[], fuse: Fusion | null): Layer {
  if (!fuse) return chain(...stages)
  return (x, ctx) => {
    const maps: tf.Tensor[] = []
    for (const stage of stages) maps.push(stage(maps.at(-1) ?? x, ctx))
    return fuse(maps, ctx)
  }
}
