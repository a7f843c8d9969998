/**
 * Residual blocks (He et al. CVPR 2016): y = relu(shortcut(x) + branch(x)). The basic branch is two 3×3 convolutions, the bottleneck
 * 1×1 (a quarter of the width), 3×3, 1×1. Shortcuts where the size changes: A padded with zeros, B projected, D pooled and then
 * projected (He et al. CVPR 2019).
 */
import * as tf from '@tensorflow/tfjs-core'
import { activations, type Activation } from './activation.ts'
import { chain, convolutionBlock } from './blocks.ts'
import type { Layer } from './context.ts'
import { batchNormalization } from './normalization.ts'
import { meanPoolWindows, subsample } from './pooling.ts'
import { convolve } from './convolution.ts'
import type { Scope } from './scope.ts'

export type Shortcut = 'padded' | 'projected' | 'pooled'

/** What a model puts into a block. */
export interface BlockParts {
  /** In place of the bottleneck's 3×3 convolution or the basic block's second one, before its norm. */
  convolution?: Layer | null
  /** Between the convolutions: after the bottleneck's 3×3 or the basic block's first. */
  inner?: Layer | null
  /** On the branch, before the sum. */
  branch?: Layer | null
  /** After the sum. */
  sum?: Layer | null
}

export interface SpatialConfig {
  in: number
  out: number
  stride: number
}

export interface ResidualConfig {
  in: number
  out: number
  stride?: number
  shortcut?: Shortcut
  activation?: Activation
  /** The convolution that changes the size of the map, with its norm and activation. */
  spatial?(scope: Scope, config: SpatialConfig): Layer
  parts?: BlockParts
}

const plain = (activation: Activation) => (scope: Scope, config: SpatialConfig): Layer => convolutionBlock(scope, { ...config, kernel: 3, activation })

/** Shortcut A: every second place, new channels are 0, half of them on each side. No parameters. */
function padded(channels: number, stride: number): Layer {
  return (x) => {
    const missing = channels - x.shape[3]!
    const places = stride > 1 ? subsample(x, stride) : x
    return missing ? tf.pad(places, [[0, 0], [0, 0], [0, 0], [missing >> 1, missing - (missing >> 1)]]) : places
  }
}

/** Null: the map as it is. */
function shortcutOf(scope: Scope, { in: width, out, stride = 1, shortcut = 'padded' }: ResidualConfig): Layer | null {
  if (stride === 1 && width === out) return null
  if (shortcut === 'padded') return padded(out, stride)
  const pooled = shortcut === 'pooled' && stride > 1
  const projected = convolutionBlock(scope.child('shortcut'), { in: width, out, kernel: 1, stride: pooled ? 1 : stride, activation: null })
  return pooled ? chain((x) => meanPoolWindows(x, stride), projected) : projected
}

function residual(shortcut: Layer | null, branch: Layer, sum: Layer | null | undefined, activation: Activation): Layer {
  return chain((x, ctx) => activations[activation](tf.add(shortcut ? shortcut(x, ctx) : x, branch(x, ctx))), sum)
}

export function residualBlock(scope: Scope, config: ResidualConfig): Layer {
  const { in: width, out, stride = 1, activation = 'relu', spatial = plain(activation), parts = {} } = config
  const first = spatial(scope.child('first'), { in: width, out, stride })
  const second = parts.convolution ?? convolve(scope.child('second/convolution'), { in: out, out, kernel: 3 })
  const norm = batchNormalization(scope.child('second/norm'), out)
  return residual(shortcutOf(scope, config), chain(first, parts.inner, second, norm, parts.branch), parts.sum, activation)
}

/** How much wider a bottleneck ends than its 3×3 convolution is. */
export const EXPANSION = 4

export function bottleneckBlock(scope: Scope, config: ResidualConfig): Layer {
  const { in: width, out, stride = 1, activation = 'relu', spatial = plain(activation), parts = {} } = config
  const inside = out / EXPANSION
  const reduce = convolutionBlock(scope.child('reduce'), { in: width, out: inside, kernel: 1, activation })
  const replaced = parts.convolution && chain(parts.convolution, batchNormalization(scope.child('spatial/norm'), inside), (x) => activations[activation](x))
  const middle = replaced ?? spatial(scope.child('spatial'), { in: inside, out: inside, stride })
  const expand = convolutionBlock(scope.child('expand'), { in: inside, out, kernel: 1, activation: null })
  return residual(shortcutOf(scope, config), chain(reduce, middle, parts.inner, expand, parts.branch), parts.sum, activation)
}
