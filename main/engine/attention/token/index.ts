/** Attention among tokens: every place of the map is one. */
import type { Mechanism } from '../mechanism.ts'
import { attentionPoolHead } from './attention-pool.ts'
import { classAttentionHead } from './class-attention.ts'
import { convProjection } from './conv-projection.ts'
import { crossCovariance } from './cross-covariance.ts'
import { external } from './external.ts'
import { lambda } from './lambda.ts'
import { halo } from './halo.ts'
import { latentPoolHead } from './latent-pool.ts'
import { linear } from './linear.ts'
import { liteMla } from './lite-mla.ts'
import { multiHead } from './multi-head.ts'
import { multiQuery } from './multi-query.ts'
import { nystrom } from './nystrom.ts'
import { performer } from './performer.ts'
import { spatialReduction } from './spatial-reduction.ts'
import { neighbourhood } from './neighbourhood.ts'
import { windowMechanism } from './window.ts'

export const tokenMechanisms: readonly Mechanism[] = [
  multiHead,
  multiQuery,
  attentionPoolHead,
  latentPoolHead,
  classAttentionHead,
  windowMechanism,
  neighbourhood,
  halo,
  linear,
  performer,
  nystrom,
  spatialReduction,
  convProjection,
  crossCovariance,
  liteMla,
  external,
  lambda,
]
