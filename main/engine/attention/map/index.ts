/** Attention made for feature maps. */
import type { Mechanism } from '../mechanism.ts'
import { augmentedConvolution } from './augmented-convolution.ts'
import { axial } from './axial.ts'
import { bilinearTransform } from './bilinear-transform.ts'
import { convMultiHead } from './conv-multi-head.ts'
import { crissCross } from './criss-cross.ts'
import { doubleAttention } from './double-attention.ts'
import { globalContext } from './global-context.ts'
import { nonLocal } from './non-local.ts'
import { sagan } from './sagan.ts'
import { sequencePooling } from './sequence-pooling.ts'
import { softmaxPooling } from './softmax-pooling.ts'

export const mapMechanisms: readonly Mechanism[] = [
  softmaxPooling,
  sequencePooling,
  nonLocal,
  sagan,
  convMultiHead,
  doubleAttention,
  globalContext,
  crissCross,
  axial,
  augmentedConvolution,
  bilinearTransform,
]
