/** Moving whole images inside a graph. */
import * as tf from '@tensorflow/tfjs-core'
import { run, string, type } from '../backend.ts'

/**
 * Each image sampled through its own projective map, nearest pixel, outside = 0. images (B, H, W, C);
 * transforms (B, 8) = [a0 a1 a2 b0 b1 b2 c0 c1]: output (x, y) takes input ((a0x + a1y + a2) / k, (b0x + b1y + b2) / k), k = c0x + c1y + 1.
 */
export function projectiveTransform(images: tf.Tensor, transforms: tf.Tensor, { fill = 0 }: { fill?: number } = {}): tf.Tensor4D {
  const size = tf.tensor1d(images.shape.slice(1, 3), 'int32')
  return run('ImageProjectiveTransformV3', [type('dtype', 'float32'), string('interpolation', 'NEAREST'), string('fill_mode', 'CONSTANT')], [images, transforms, size, tf.scalar(fill)])
}
