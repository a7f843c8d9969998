/**
 * The two blocks of EdgeNeXt (Maaz et al. ECCV Workshops 2022), both x + γ · mlp(norm y): in one y is a depthwise convolution of x,
 * in the other x split along its channels, the parts convolved one after another, each with what came before it added
 * (as in Res2Net), and then cross-covariance attention among the channels.
 */
import * as tf from '@tensorflow/tfjs-core'
import { crossCovarianceAttention } from '../attention/cross-covariance.ts'
import type { MapShape } from '../attention/mechanism.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { depthwise } from '../layers/convolution.ts'
import { stochasticDepth } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { fourierPosition } from './fourier-position.ts'

const EPSILON = 1e-6

export interface EdgeNeXtBlockConfig {
  map: MapShape
  /** First value of LayerScale. */
  scale: number
  depthDropout: number
  /** Applied to the branch before the sum, and after the sum. */
  branch: Layer | null
  after: Layer | null
}

/** norm, mlp and γ: what both blocks end in. */
function bottleneck(scope: Scope, { map: { channels: width }, scale, branch }: EdgeNeXtBlockConfig): Layer {
  return chain(layerNormalization(scope.child('norm'), width, EPSILON), mlp(scope.child('mlp'), { width, hidden: 4 * width, kernel: truncatedNormal(0.02) }), layerScale(scope, width, scale), branch)
}

function block(scope: Scope, mix: Layer, config: EdgeNeXtBlockConfig): Layer {
  const [ending, skip] = [bottleneck(scope, config), stochasticDepth(scope, config.depthDropout)]
  return chain((x, ctx) => tf.add(x, skip(ending(mix(x, ctx), ctx), ctx)), config.after)
}

/** `spatial` stands in place of the depthwise convolution. */
export function convolutionalBlock(scope: Scope, kernel: number, spatial: Layer | null, config: EdgeNeXtBlockConfig): Layer {
  return block(scope, spatial ?? depthwise(scope.child('depthwise'), { channels: config.map.channels, kernel, bias: true }), config)
}

/** Parts of ⌈C / n⌉ channels, the last one with the rest; all but the last are convolved. */
function cascade(scope: Scope, channels: number, scales: number): Layer {
  const each = Math.ceil(channels / scales)
  const convolutions = Array.from({ length: scales - 1 }, (_, i) => depthwise(scope.child(`convolution${i}`), { channels: each, kernel: 3, bias: true }))
  return (x, ctx) => {
    const parts = tf.split(x, [...convolutions.map(() => each), channels - each * convolutions.length], 3)
    const done: tf.Tensor[] = []
    convolutions.forEach((convolution, i) => done.push(convolution(i ? tf.add(done[i - 1]!, parts[i]!) : parts[0]!, ctx)))
    return tf.concat([...done, parts.at(-1)!], 3)
  }
}

export interface SplitTransposeConfig extends EdgeNeXtBlockConfig {
  heads: number
  /** Parts of the channels. */
  scales: number
  positions: boolean
  /** In place of the cross-covariance attention, built on the scope it is given. */
  replaced(scope: Scope): Layer | null
}

export function splitTransposeBlock(scope: Scope, { heads, scales, positions, replaced, ...config }: SplitTransposeConfig): Layer {
  const { channels: width, height, width: columns } = config.map
  const split = cascade(scope.child('split'), width, scales)
  const place = positions ? fourierPosition(scope.child('position'), width, [height, columns]) : null
  const norm = layerNormalization(scope.child('attentionNorm'), width, EPSILON)
  const own = () => {
    const attention = crossCovarianceAttention(scope.child('attention'), { width, heads })
    const named: Layer = (x, ctx) => ctx.named('attention', () => attention(x, ctx))
    return named
  }
  const attention = replaced(scope.child('attention')) ?? own()
  const after = chain(layerScale(scope.child('attention'), width, config.scale), stochasticDepth(scope.child('attention'), config.depthDropout))
  const mix: Layer = (x, ctx) => {
    const tokens = toTokens(split(x, ctx))
    const placed = place ? place(tokens, ctx) : tokens
    return toMap(tf.add(placed, after(attention(norm(placed, ctx), ctx), ctx)), height, columns)
  }
  return block(scope, mix, config)
}
