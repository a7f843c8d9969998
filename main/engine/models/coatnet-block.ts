/**
 * The two blocks of CoAtNet (Dai et al. NeurIPS 2021), both normalised before and with a residual: MBConv with a gate, and a
 * Transformer block with a relative bias over the whole map. A stride pools the shortcut and the branch, or strides the depthwise convolution.
 */
import * as tf from '@tensorflow/tfjs-core'
import { squeezeExcitationLayer } from '../attention/gate/squeeze-excitation.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { selfAttention } from '../attention/self-attention.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { convolve, depthwise } from '../layers/convolution.ts'
import { dense } from '../layers/dense.ts'
import { stochasticDepth } from '../layers/dropout.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { mlp } from '../layers/mlp.ts'
import { batchNormalization, layerNormalization } from '../layers/normalization.ts'
import { meanPoolWindows } from '../layers/pooling.ts'
import type { Scope } from '../layers/scope.ts'
import { silu } from '../tensorflow/kernels/index.ts'

interface CommonConfig {
  in: number
  /** The map that leaves the block. */
  map: MapShape
  stride: number
  /** Of the shortcut's 1×1 convolution. */
  shortcutBias: boolean
  /** Share of the samples whose branches are left out in training. */
  depthDropout: number
  /** On the branch, before the sum. */
  branch?: Layer | null
  /** After the sum. */
  sum?: Layer | null
}

export interface GatedConvolutionConfig extends CommonConfig {
  striding: 'pool' | 'depthwise'
  /** SE before or after the normalisation that follows the depthwise convolution. */
  gate: 'before-norm' | 'after-norm'
  gateActivation: 'relu' | 'silu'
  /** In place of the depthwise convolution, on the map that goes into it. */
  spatial?: Layer | null
}

export interface TransformerConfig extends CommonConfig {
  headWidth: number
  /** First value of LayerScale on both branches; 0 = none. */
  scale: number
  /** In place of the attention, on the width of the input, built on the scope it is given: (B, H·W, in) → the same. */
  replaced?: (scope: Scope) => Layer | null
}

/** Both blocks make their inside four times as wide. */
const EXPANSION = 4
const EPSILON = 1e-6

const pooling = (stride: number): Layer | null => (stride > 1 ? (x) => meanPoolWindows(x, stride) : null)

function shortcutOf(scope: Scope, { in: width, map, stride, shortcutBias }: CommonConfig): Layer {
  return chain(pooling(stride), width === map.channels ? null : convolve(scope.child('shortcut'), { in: width, out: map.channels, kernel: 1, bias: shortcutBias }))
}

const residual = (shortcut: Layer, branch: Layer): Layer => (x, ctx) => tf.add(shortcut(x, ctx), branch(x, ctx))

/** (B, H, W, in) → (B, H / stride, W / stride, channels). */
export function gatedConvolution(scope: Scope, config: GatedConvolutionConfig): Layer {
  const { in: width, map, stride, striding, gate, gateActivation, depthDropout, spatial } = config
  const hidden = EXPANSION * width
  const pools = striding === 'pool'
  const normalized = (name: string, channels: number): Layer => chain(batchNormalization(scope.child(name), channels), (x) => silu(x))
  const before = normalized('norm', width)
  const expand = convolve(scope.child('expand/convolution'), { in: width, out: hidden, kernel: 1 })
  const wide = normalized('expand/norm', hidden)
  const mix = spatial ?? depthwise(scope.child('depthwise/convolution'), { channels: hidden, kernel: 3, stride: pools ? 1 : stride })
  const gated = squeezeExcitationLayer(scope.child('gate'), { channels: hidden, reduced: Math.floor(hidden / EXPANSION), activation: gateActivation })
  const after = normalized('depthwise/norm', hidden)
  const project = convolve(scope.child('project'), { in: hidden, out: map.channels, kernel: 1 })
  const branch = chain(before, pools ? pooling(stride) : null, expand, wide, mix, ...(gate === 'before-norm' ? [gated, after] : [after, gated]), project, config.branch, stochasticDepth(scope, depthDropout))
  return chain(residual(shortcutOf(scope, config), branch), config.sum)
}

/** The same. */
export function transformerBlock(scope: Scope, config: TransformerConfig): Layer {
  const { in: width, map: { channels, height, width: columns }, stride, headWidth, scale, depthDropout, replaced = () => null } = config
  const inner = scope.child('attention')
  const own = (): Layer => {
    const attention = selfAttention(inner, { channels: width, height, width: columns, extra: 0 }, { mechanism: 'multi-head', heads: width / headWidth, position: 'relative-bias', out: channels })
    return (x, ctx) => ctx.named('attention', () => attention(x, ctx))
  }
  const other = replaced(inner)
  const widened = other && width !== channels ? chain(other, dense(inner.child('widen'), { in: width, out: channels })) : other
  const attention = widened ?? own()
  const end = (name: string) => chain(scale ? layerScale(scope.child(name), channels, scale) : null, stochasticDepth(scope.child(name), depthDropout))
  const normFirst = layerNormalization(scope.child('attention/norm'), width, EPSILON)
  const attended = chain(normFirst, pooling(stride), (x, ctx) => toMap(attention(toTokens(x), ctx), height, columns), end('attention'))
  const perceptron = chain(layerNormalization(scope.child('mlp/norm'), channels, EPSILON), mlp(scope.child('mlp'), { width: channels, hidden: EXPANSION * channels }), config.branch, end('mlp'))
  return chain(residual(shortcutOf(scope, config), attended), residual((x) => x, perceptron), config.sum)
}
