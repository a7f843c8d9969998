/** Evidence for an answer in the last feature map of a model: Grad-CAM (Selvaraju et al. ICCV 2017) and its kin, see class-activation.ts. */
import * as tf from '@tensorflow/tfjs-core'
import { evaluationContext, type Layer, type TapMeta } from '../layers/context.ts'
import { withGradient } from '../tensorflow/kernels/gradient.ts'
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
  const evidenceIn = (map: tf.Tensor, gradient: tf.Tensor) => (signed ? signedEvidence(method, map, gradient) : tf.relu(signedEvidence(method, map, gradient)))
  let logits!: tf.Tensor
  let features: tf.Tensor | null = null
  let meta: TapMeta | null = null
  // The tape knows tensors by their id, so the place to differentiate at may be named while the forward pass runs.
  const at: tf.Tensor[] = [images]
  const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), {
    tap(_name, tensor, tapped) {
      if (tapped.kind !== 'features') return
      features?.dispose()
      features = tf.keep(tf.clone(tensor))
      meta = tapped
      at[0] = tensor
    },
  })
  const { grads } = tf.engine().gradients(
    () => {
      logits = tf.keep(layer(images, ctx))
      return tf.sum(tf.mul(logits, targets ? oneHot(targets, logits) : answers(logits)))
    },
    at,
  )
  const evidence = { logits: tf.clone(logits), map: features && meta ? evidenceIn(asMap(features, meta), asMap(grads[0]!, meta)) : null, meta }
  tf.dispose([logits, features].filter((t) => t !== null))
  return evidence
}

const oneHot = (classes: tf.Tensor, logits: tf.Tensor) => tf.oneHot(classes as tf.Tensor1D, logits.shape[1]!, 1, 0, 'float32')

/** One-hot of the largest logit, a constant to the gradient. */
const answers = (logits: tf.Tensor) =>
  withGradient([logits], (rows) => ({ value: oneHot(tf.argMax(rows!, 1), rows!), saved: [], gradient: (dy) => [tf.zerosLike(dy)] }))
