/** Attention among tokens: every place of the map is one. */
import type { Mechanism } from '../mechanism.ts'
import { attentionPoolHead } from './attention-pool.ts'
import { classAttentionHead } from './class-attention.ts'
import { latentPoolHead } from './latent-pool.ts'
import { multiHead } from './multi-head.ts'
import { multiQuery } from './multi-query.ts'

export const tokenMechanisms: readonly Mechanism[] = [
  multiHead,
  multiQuery,
  attentionPoolHead,
  latentPoolHead,
  classAttentionHead,
]
