/**
 * Grad-CAM (Selvaraju et al. ICCV 2017): the evidence for an answer in a feature map A (B, H, W, C) is
 * relu(Σ_c α_c A_c), α_c = mean over places of ∂ logit(answer) / ∂ A_c.
 */
import * as tf from '@tensorflow/tfjs-core'
import { evaluationContext, type Layer, type TapMeta } from '../layers/context.ts'
import { withGradient } from '../tensorflow/kernels/gradient.ts'

export interface Evidence {
  logits: tf.Tensor
  /** (B, H, W), not negative, not scaled; null when the model hands out no feature map. */
  map: tf.Tensor | null
  meta: TapMeta | null
}

/** Tokens (B, extra + H·W, C) as a map; a map stays as it is. */
function asMap(x: tf.Tensor, { keyGrid: [height, width], extra }: TapMeta): tf.Tensor {
  return x.rank === 4 ? x : tf.reshape(tf.slice(x, [0, extra, 0], [-1, -1, -1]), [x.shape[0]!, height, width, x.shape[2]!])
}

/** Of the last features that `layer` taps, for the answer it gives to each image. */
export function gradCam(layer: Layer, images: tf.Tensor): Evidence {
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
      return tf.sum(tf.mul(logits, answers(logits)))
    },
    at,
  )
  const evidence = { logits: tf.clone(logits), map: features && meta ? positive(asMap(features, meta), asMap(grads[0]!, meta)) : null, meta }
  tf.dispose([logits, features].filter((t) => t !== null))
  return evidence
}

/** One-hot of the largest logit, a constant to the gradient. */
const answers = (logits: tf.Tensor) =>
  withGradient([logits], (rows) => ({
    value: tf.oneHot(tf.argMax(rows!, 1) as tf.Tensor1D, logits.shape[1]!, 1, 0, 'float32'),
    saved: [],
    gradient: (dy) => [tf.zerosLike(dy)],
  }))

const positive = (features: tf.Tensor, gradient: tf.Tensor) => tf.relu(tf.sum(tf.mul(features, tf.mean(gradient, [1, 2], true)), 3))
