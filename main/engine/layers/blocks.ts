/** Blocks that several models share. */
import * as tf from '@tensorflow/tfjs-core'
import { relu } from '../tensorflow/kernels/index.ts'
import type { Layer } from './context.ts'
import { convolve, type ConvolutionConfig } from './convolution.ts'
import { batchNormalization } from './normalization.ts'
import { subsample } from './pooling.ts'
import type { Scope } from './scope.ts'

/** Layers one after another. */
export const chain = (...layers: Layer[]): Layer => (x, ctx) => layers.reduce((y, layer) => layer(y, ctx), x)

/** Convolution without bias, batch normalisation, ReLU. */
export function convolutionBlock(scope: Scope, config: ConvolutionConfig): Layer {
  const convolution = convolve(scope.child('convolution'), config)
  const norm = batchNormalization(scope.child('norm'), config.out)
  return (x, ctx) => relu(norm(convolution(x, ctx), ctx))
}

/** Shortcut A of He et al. CVPR 2016: every second place, new channels are 0, half of them on each side. No parameters. */
function shortcut(x: tf.Tensor, stride: number, channels: number): tf.Tensor {
  const missing = channels - x.shape[3]!
  const places = stride > 1 ? subsample(x, stride) : x
  return missing ? tf.pad(places, [[0, 0], [0, 0], [0, 0], [missing >> 1, missing - (missing >> 1)]]) : places
}

export interface ResidualConfig {
  in: number
  out: number
  stride?: number
  /** Applied to the branch before the addition, where SE and its kin stand. */
  branch?: Layer
}

/** Basic residual block (He et al. CVPR 2016): relu(x + branch(norm(conv(relu(norm(conv x)))))). */
export function residualBlock(scope: Scope, { in: width, out, stride = 1, branch }: ResidualConfig): Layer {
  const first = convolutionBlock(scope.child('first'), { in: width, out, kernel: 3, stride })
  const convolution = convolve(scope.child('second/convolution'), { in: out, out, kernel: 3 })
  const norm = batchNormalization(scope.child('second/norm'), out)
  return (x, ctx) => {
    const y = norm(convolution(first(x, ctx), ctx), ctx)
    return relu(tf.add(shortcut(x, stride, out), branch ? branch(y, ctx) : y))
  }
}
