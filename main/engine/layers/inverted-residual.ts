/**
 * Inverted residual block (Sandler et al. CVPR 2018, MobileNetV2): 1×1 convolution to a wider map, depthwise convolution, linear 1×1
 * convolution to a narrow one, each with batch normalisation, and the sum with the input where both have the same shape.
 * MBConv (Tan and Le ICML 2019, EfficientNet) is the same with SiLU and a gate behind the depthwise convolution.
 */
import * as tf from '@tensorflow/tfjs-core'
import { activations, type Activation } from './activation.ts'
import { chain, convolutionBlock } from './blocks.ts'
import type { Layer } from './context.ts'
import { depthwise } from './convolution.ts'
import { batchNormalization } from './normalization.ts'
import type { Scope } from './scope.ts'

export interface InvertedResidualConfig {
  in: number
  out: number
  /** Of the depthwise convolution. */
  kernel?: number
  stride?: number
  /** Width of the wide map; without its 1×1 convolution where it is the input's and `expands` is false. */
  hidden: number
  expands?: boolean
  activation?: Activation
  /** In place of the depthwise convolution: (B, H, W, hidden) → (B, H / stride, W / stride, hidden). */
  spatial?: Layer | null
  /** On the wide map, behind the depthwise convolution, as SE in MBConv. */
  gate?: Layer | null
  /** On the branch, before the sum. */
  branch?: Layer | null
  /** On what the block gives. */
  after?: Layer | null
}

/** (B, H, W, in) → (B, H', W', out). */
export function invertedResidual(scope: Scope, config: InvertedResidualConfig): Layer {
  const { in: width, out, kernel = 3, stride = 1, hidden, expands = true, activation = 'relu6', spatial, gate, branch, after } = config
  const expand = expands ? convolutionBlock(scope.child('expand'), { in: width, out: hidden, kernel: 1, activation }) : null
  const mix = spatial ?? depthwise(scope.child('depthwise/convolution'), { channels: hidden, kernel, stride })
  const norm = batchNormalization(scope.child('depthwise/norm'), hidden)
  const active: Layer = (x) => activations[activation](x)
  const project = convolutionBlock(scope.child('project'), { in: hidden, out, kernel: 1, activation: null })
  const body = chain(expand, mix, norm, active, gate, project, branch)
  const sums = width === out && stride === 1
  return (x, ctx) => {
    const y = sums ? tf.add(x, body(x, ctx)) : body(x, ctx)
    return after ? after(y, ctx) : y
  }
}
