/**
 * Bilinear resizing with TensorFlow's own op and its own gradient. tfjs' gradient leaves out where the centres of the pixels lie
 * and so is wrong for them.
 */
import * as tf from '@tensorflow/tfjs-core'
import { bool, run, type } from '../backend.ts'
import { withGradient } from './gradient.ts'

/**
 * x (B, H, W, C) → (B, height, width, C). Centres of pixels are aligned, as PyTorch does with align_corners off; with
 * `alignCorners` those of the corner pixels are. No smoothing when the map gets smaller.
 */
export function resizeBilinear(x: tf.Tensor, height: number, width: number, { alignCorners = false }: { alignCorners?: boolean } = {}): tf.Tensor4D {
  if (x.shape[1] === height && x.shape[2] === width) return x as tf.Tensor4D
  const settings = [type('T', 'float32'), bool('align_corners', alignCorners), bool('half_pixel_centers', !alignCorners)]
  return withGradient([x], (input) => ({
    value: run('ResizeBilinear', settings, [input!, tf.tensor1d([height, width], 'int32')]),
    saved: [input!],
    gradient: (dy, [original]) => [run('ResizeBilinearGrad', settings, [dy, original!])],
  })) as tf.Tensor4D
}
