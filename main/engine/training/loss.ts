/** Cross entropy with label smoothing (Szegedy et al. CVPR 2016): targets (1 − s) · onehot + s / K. */
import * as tf from '@tensorflow/tfjs-core'
import { softmaxCrossEntropy } from '../tensorflow/kernels/index.ts'

/** logits (B, K), labels int32 (B) → (B). */
export function crossEntropy(logits: tf.Tensor, labels: tf.Tensor, smoothing = 0): tf.Tensor1D {
  const classes = logits.shape[1]!
  return softmaxCrossEntropy(logits, tf.oneHot(labels as tf.Tensor1D, classes, 1 - smoothing + smoothing / classes, smoothing / classes, 'float32'))
}

/** How many rows have their largest logit at the label; scalar. */
export const countCorrect = (logits: tf.Tensor, labels: tf.Tensor): tf.Tensor => tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'))
