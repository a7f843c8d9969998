/** Fusion of the maps of several scales. */
import type { Mechanism } from '../mechanism.ts'
import { bifpn } from './bifpn.ts'
import { crossScale } from './cross-scale.ts'
import { crossVit } from './crossvit.ts'
import { fpn } from './fpn.ts'

export const scaleMechanisms: readonly Mechanism[] = [
  crossScale,
  bifpn,
  crossVit,
  fpn,
]
