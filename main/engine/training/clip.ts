/** Clipping by the norm of all gradients together (Pascanu et al. ICML 2013), as torch's clip_grad_norm_. */
import * as tf from '@tensorflow/tfjs-core'

/** Scales by min(1, largest / (norm + 1e-6)). */
export function clipByGlobalNorm(gradients: tf.Tensor[], largest: number): { gradients: tf.Tensor[]; norm: tf.Tensor } {
  const norm = tf.sqrt(tf.addN(gradients.map((g) => tf.sum(tf.square(g)))))
  const scale = tf.minimum(1, tf.div(largest, tf.add(norm, 1e-6)))
  return { gradients: gradients.map((g) => tf.mul(g, scale)), norm }
}
