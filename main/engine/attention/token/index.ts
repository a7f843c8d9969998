/** Attention among tokens: every place of the map is one. */
import type { Mechanism } from '../mechanism.ts'
import { multiHead } from './multi-head.ts'

export const tokenMechanisms: readonly Mechanism[] = [
  multiHead,
]
