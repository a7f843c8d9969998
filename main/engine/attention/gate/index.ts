/** Gates: what is there is turned up or down, and nothing is moved. */
import type { Mechanism } from '../mechanism.ts'
import { bam } from './bam.ts'
import { cbamChannel } from './cbam-channel.ts'
import { cbamSpatial } from './cbam-spatial.ts'
import { cbam } from './cbam.ts'
import { coordinate } from './coordinate.ts'
import { efficientChannel } from './efficient-channel.ts'
import { gatherExcite } from './gather-excite.ts'
import { polarized } from './polarized.ts'
import { scse } from './scse.ts'
import { selectiveKernel } from './selective-kernel.ts'
import { senetV2 } from './senetv2.ts'
import { simam } from './simam.ts'
import { spatialGroupEnhance } from './spatial-group-enhance.ts'
import { splitAttention } from './split-attention.ts'
import { squeezeExcitation } from './squeeze-excitation.ts'
import { triplet } from './triplet.ts'

export const gateMechanisms: readonly Mechanism[] = [
  squeezeExcitation,
  senetV2,
  efficientChannel,
  cbam,
  cbamChannel,
  cbamSpatial,
  bam,
  scse,
  coordinate,
  triplet,
  simam,
  gatherExcite,
  spatialGroupEnhance,
  polarized,
  selectiveKernel,
  splitAttention,
]
