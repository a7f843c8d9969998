/** Gates: what is there is turned up or down, and nothing is moved. */
import type { Mechanism } from '../mechanism.ts'
import { squeezeExcitation } from './squeeze-excitation.ts'

export const gateMechanisms: readonly Mechanism[] = [
  squeezeExcitation,
]
