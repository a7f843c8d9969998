/** The gradient of the answer's logit by tensors that a model hands out on its way: features, attention weights. */
import * as tf from '@tensorflow/tfjs-core'
import { evaluationContext, type Layer, type TapMeta } from '../layers/context.ts'
import { withGradient } from '../tensorflow/kernels/gradient.ts'

export interface Differentiated {
  name: string
  meta: TapMeta
  tensor: tf.Tensor
  /** null where the answer does not depend on it: it was made only to be looked at. */
  gradient: tf.Tensor | null
}
export interface AnswerGradient {
  logits: tf.Tensor
  /** In the order in which the model handed them out. */
  taps: Differentiated[]
}

/** `targets`: classes whose logits are differentiated, int32 (B); the answer to each image unless they are given. */
export function answerGradient(layer: Layer, images: tf.Tensor, isWanted: (meta: TapMeta) => boolean, targets?: tf.Tensor): AnswerGradient {
  let logits!: tf.Tensor
  const taps: { name: string; meta: TapMeta; tensor: tf.Tensor }[] = []
  // The tape knows tensors by their id, so the places to differentiate at may be named while the forward pass runs.
  const at: tf.Tensor[] = [images]
  const ctx = evaluationContext(tf.tensor1d([0, 0], 'int32'), {
    tap(name, tensor, meta) {
      if (!isWanted(meta)) return
      at[taps.length] = tensor
      taps.push({ name, meta, tensor: tf.keep(tf.clone(tensor)) })
    },
  })
  const { grads } = tf.engine().gradients(
    () => {
      logits = tf.keep(layer(images, ctx))
      return tf.sum(tf.mul(logits, targets ? oneHot(targets, logits) : answers(logits)))
    },
    at,
  )
  const found = { logits: tf.clone(logits), taps: taps.map((tap, i) => ({ ...tap, tensor: tf.clone(tap.tensor), gradient: grads[i] ?? null })) }
  tf.dispose([logits, ...taps.map(({ tensor }) => tensor)])
  return found
}

const oneHot = (classes: tf.Tensor, logits: tf.Tensor) => tf.oneHot(classes as tf.Tensor1D, logits.shape[1]!, 1, 0, 'float32')

/** One-hot of the largest logit, a constant to the gradient. */
const answers = (logits: tf.Tensor) =>
  withGradient([logits], (rows) => ({ value: oneHot(tf.argMax(rows!, 1), rows!), saved: [], gradient: (dy) => [tf.zerosLike(dy)] }))
