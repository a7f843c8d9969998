/**
 * Bidirectional feature pyramid (Tan et al. CVPR 2020, EfficientDet, §3): all maps at one width; a top-down and a bottom-up pass; where
 * maps meet they are weighed: O = Σ wᵢ Iᵢ with wᵢ = relu(vᵢ) / (Σ relu(vⱼ) + 1e-4) (fast) or the softmax of v. What was weighed goes
 * through SiLU, a depthwise 3×3 and a 1×1 convolution, and batch normalisation. Finest first.
 */
import * as tf from '@tensorflow/tfjs-core'
import { activations } from '../../layers/activation.ts'
import { chain, convolutionBlock } from '../../layers/blocks.ts'
import type { Context, Layer, TapMeta } from '../../layers/context.ts'
import { depthwise } from '../../layers/convolution.ts'
import { ones } from '../../layers/initializers.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu, softmax } from '../../tensorflow/kernels/index.ts'
import type { PyramidConfig, Scales } from './feature-pyramid.ts'
import { resized } from './resize.ts'

export const fusionWeights = ['fast', 'softmax', 'sum'] as const
export type FusionWeights = (typeof fusionWeights)[number]

/** Weights of maps, which are no places. */
const meta: TapMeta = { kind: 'channels', mechanism: 'bifpn', keyGrid: [1, 1], queryGrid: null, extra: 0 }

/** Maps of one shape to their weighted sum. sum: all alike, as before BiFPN. */
export function weightedFusion(scope: Scope, count: number, kind: FusionWeights, epsilon = 1e-4): (maps: tf.Tensor[], ctx: Context) => tf.Tensor {
  if (kind === 'sum') return (maps) => tf.addN(maps)
  const raw = scope.weight('weights', [count], ones, { decay: false })
  return (maps, ctx) => {
    const positive = kind === 'fast' ? relu(raw) : null
    const weights = positive ? tf.div(positive, tf.add(tf.sum(positive), epsilon)) : softmax(raw)
    ctx.tap(scope.path, weights, meta)
    return tf.addN(maps.map((map, i) => tf.mul(map, tf.slice(weights, [i], [1]))))
  }
}

export interface BiPyramidConfig extends PyramidConfig {
  /** Passes down and up. */
  layers: number
  weights: FusionWeights
}

function node(scope: Scope, inputs: number, { width, weights }: BiPyramidConfig) {
  const fuse = weightedFusion(scope, inputs, weights)
  const active: Layer = (x) => activations.silu(x)
  const convolution = chain(active, depthwise(scope.child('depthwise'), { channels: width, kernel: 3 }), convolutionBlock(scope.child('pointwise'), { in: width, out: width, kernel: 1, activation: null }))
  return (maps: tf.Tensor[], ctx: Context) => convolution(fuse(maps, ctx), ctx)
}

/** One pass down and one up over maps of one width. */
function pass(scope: Scope, config: BiPyramidConfig): Scales {
  const last = config.channels.length - 1
  // The coarsest map has nothing above it, the finest nothing below it; between them own, upper (and on the way up, lower) maps meet.
  const down = config.channels.map((_, i) => (i < last ? node(scope.child(`down${i}`), 2, config) : null))
  const up = config.channels.map((_, i) => (i > 0 ? node(scope.child(`up${i}`), i < last ? 3 : 2, config) : null))
  const like = (x: tf.Tensor, other: tf.Tensor) => resized(x, other.shape[1]!, other.shape[2]!)
  return (maps, ctx) => {
    const top = [...maps]
    for (let i = last - 1; i >= 0; i--) top[i] = down[i]!([maps[i]!, like(top[i + 1]!, maps[i]!)], ctx)
    const out = [top[0]!]
    for (let i = 1; i <= last; i++) out.push(up[i]!([maps[i]!, ...(i < last ? [top[i]!] : []), like(out[i - 1]!, maps[i]!)], ctx))
    return out
  }
}

export function biFeaturePyramid(scope: Scope, config: BiPyramidConfig): Scales {
  const lateral = config.channels.map((from, i) => convolutionBlock(scope.child(`lateral${i}`), { in: from, out: config.width, kernel: 1, activation: null }))
  const passes = Array.from({ length: config.layers }, (_, i) => pass(scope.child(`pass${i}`), config))
  return (maps, ctx) => passes.reduce((scales, one) => one(scales, ctx), maps.map((map, i) => lateral[i]!(map, ctx)))
}
