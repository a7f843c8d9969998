/**
 * Evidence for an answer in a feature map A (B, H, W, C), out of the map and the gradient G of the answer's logit:
 * relu(Σ_c α_c A_c), α_c by Grad-CAM (Selvaraju et al. ICCV 2017), Grad-CAM++ (Chattopadhay et al. WACV 2018) or XGrad-CAM
 * (Fu et al. BMVC 2020); LayerCAM (Jiang et al. TIP 2021) weighs each place by itself, relu(Σ_c relu(G_c) A_c).
 */
import * as tf from '@tensorflow/tfjs-core'

/** α (B, 1, 1, C), or (B, H, W, C) where places differ. */
const weightings = {
  'grad-cam': (_features: tf.Tensor, gradient: tf.Tensor) => tf.mean(gradient, [1, 2], true),
  'grad-cam++': (features: tf.Tensor, gradient: tf.Tensor) => {
    const squared = tf.square(gradient)
    const curvature = tf.add(tf.mul(2, squared), tf.add(tf.mul(tf.sum(features, [1, 2], true), tf.mul(squared, gradient)), 1e-6))
    // A place without gradient counts for nothing, whatever its curvature.
    const share = tf.where(tf.notEqual(gradient, 0), tf.div(squared, curvature), tf.zerosLike(gradient))
    return tf.sum(tf.mul(tf.relu(gradient), share), [1, 2], true)
  },
  'xgrad-cam': (features: tf.Tensor, gradient: tf.Tensor) => tf.sum(tf.div(tf.mul(gradient, features), tf.add(tf.sum(features, [1, 2], true), 1e-7)), [1, 2], true),
  'layer-cam': (_features: tf.Tensor, gradient: tf.Tensor) => tf.relu(gradient),
}

export type CamMethod = keyof typeof weightings

/** (B, H, W) before the relu; not scaled. */
export const signedEvidence = (method: CamMethod, features: tf.Tensor, gradient: tf.Tensor): tf.Tensor => tf.sum(tf.mul(features, weightings[method](features, gradient)), 3)
