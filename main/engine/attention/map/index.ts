/** Attention made for feature maps. */
import type { Mechanism } from '../mechanism.ts'
import { nonLocal } from './non-local.ts'
import { sagan } from './sagan.ts'
import { softmaxPooling } from './softmax-pooling.ts'

export const mapMechanisms: readonly Mechanism[] = [
  softmaxPooling,
  nonLocal,
  sagan,
]
