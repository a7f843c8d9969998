/** Attention between images and their captions. */
import type { Mechanism } from '../mechanism.ts'
import { textCrossAttention } from './text-cross-attention.ts'
import { textMean } from './text-mean.ts'

export const textMechanisms: readonly Mechanism[] = [
  textCrossAttention,
  textMean,
]
