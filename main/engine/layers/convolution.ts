/** Convolutions over (B, H, W, C), padded as PyTorch does: by default the same zeros on both sides, so that stride 1 keeps the size. */
import { biasAdd, convolution, depthwiseConvolution } from '../tensorflow/kernels/index.ts'
import type { Layer } from './context.ts'
import { fanInUniform, kaimingNormal, zeros, type Initializer } from './initializers.ts'
import type { Scope } from './scope.ts'

export interface ConvolutionConfig {
  in: number
  out: number
  kernel: number
  stride?: number
  padding?: number
  dilation?: number
  groups?: number
  bias?: boolean
  initializer?: Initializer
}

/** Output length of one axis. */
export const convolvedLength = (length: number, kernel: number, stride = 1, padding = (kernel - 1) >> 1): number => Math.floor((length + 2 * padding - kernel) / stride) + 1

/** (B, H, W, in) → (B, H', W', out); weights (k, k, in / groups, out). */
export function convolve(scope: Scope, config: ConvolutionConfig): Layer {
  const { kernel, stride = 1, dilation = 1, groups = 1, bias = false, initializer = kaimingNormal() } = config
  const padding = config.padding ?? ((kernel - 1) * dilation) >> 1
  const filter = scope.weight('kernel', [kernel, kernel, config.in / groups, config.out], initializer)
  const offset = bias ? scope.weight('bias', [config.out], zeros) : null
  return (x) => {
    const y = convolution(x, filter, { stride, padding, dilation, groups })
    return offset ? biasAdd(y, offset) : y
  }
}

export interface DepthwiseConfig {
  channels: number
  kernel: number
  stride?: number
  bias?: boolean
  initializer?: Initializer
}

/** Each channel by itself: (B, H, W, C) → (B, H', W', C); weights (k, k, C, 1). */
export function depthwise(scope: Scope, { channels, kernel, stride = 1, bias = false, initializer = fanInUniform(kernel * kernel) }: DepthwiseConfig): Layer {
  const filter = scope.weight('kernel', [kernel, kernel, channels, 1], initializer)
  const offset = bias ? scope.weight('bias', [channels], zeros) : null
  return (x) => {
    const y = depthwiseConvolution(x, filter, { stride, padding: (kernel - 1) >> 1 })
    return offset ? biasAdd(y, offset) : y
  }
}
