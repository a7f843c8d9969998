/** Evidence for an answer in the last feature map of a model: Grad-CAM (Selvaraju et al. ICCV 2017) and its kin, see class-activation.ts. */
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, TapMeta } from '../layers/context.ts'
import { answerGradient } from './answer-gradient.ts'
import { signedEvidence, type CamMethod } from './class-activation.ts'

export interface Evidence {
  logits: tf.Tensor
  /** (B, H, W), not scaled, not negative unless signed; null when the model hands out no feature map. */
  map: tf.Tensor | null
  meta: TapMeta | null
}

/** Tokens (B, extra + H·W, C) as a map; a map stays as it is. */
function asMap(x: tf.Tensor, { keyGrid: [height, width], extra }: TapMeta): tf.Tensor {
  return x.rank === 4 ? x : tf.reshape(tf.slice(x, [0, extra, 0], [-1, -1, -1]), [x.shape[0]!, height, width, x.shape[2]!])
}

export interface EvidenceOptions {
  method?: CamMethod
  /** Classes to seek evidence for, int32 (B); the answer to each image unless they are given. */
  targets?: tf.Tensor
  /** Keeps what speaks against the class too, below 0. */
  signed?: boolean
}

/** Of the last features that `layer` taps. */
export function gradCam(layer: Layer, images: tf.Tensor, { method = 'grad-cam', targets, signed = false }: EvidenceOptions = {}): Evidence {
  const { logits, taps } = answerGradient(layer, images, ({ kind }) => kind === 'features', targets)
  const features = taps.at(-1)
  if (!features?.gradient) return { logits, map: null, meta: null }
  const { tensor, gradient, meta } = features
  const evidence = signedEvidence(method, asMap(tensor, meta), asMap(gradient, meta))
  return { logits, map: signed ? evidence : tf.relu(evidence), meta }
}
