/** All attention mechanisms, one line each. Forms, lists, pages and tests are made from this. */
import type { Mechanism } from './mechanism.ts'
import { multiHead } from './multi-head.ts'
import { nonLocal } from './non-local.ts'
import { sagan } from './sagan.ts'
import { softmaxPooling } from './softmax-pooling.ts'
import { squeezeExcitation } from './squeeze-excitation.ts'

export const mechanisms: readonly Mechanism[] = [
  multiHead,
  softmaxPooling,
  nonLocal,
  sagan,
  squeezeExcitation,
]

export const mechanismById = new Map(mechanisms.map((entry) => [entry.id, entry]))
