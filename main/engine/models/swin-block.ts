/**
 * Swin Transformer block (Liu et al. ICCV 2021): attention in windows and an MLP, each with a residual, the normalisation before
 * them. Swin V2 (CVPR 2022) normalises after them, scores by the cosine and places by the continuous bias. And patch merging
 * between stages: four neighbours become one place of twice the width.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { MapShape } from '../attention/mechanism.ts'
import { toMap, toTokens } from '../attention/tokens.ts'
import { windowAttention } from '../attention/window-attention.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer } from '../layers/context.ts'
import { dense } from '../layers/dense.ts'
import { dropoutLayer, stochasticDepth } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'

export type SwinVersion = '1' | '2'

export interface SwinBlockConfig {
  map: MapShape
  heads: number
  window: number
  shifted: boolean
  hidden: number
  version: SwinVersion
  dropout?: number
  /** Share of the samples whose branches are left out in training. */
  depthDropout?: number
  /** In place of the block's own attention, built on the scope it is given: (B, H·W, C) → the same. */
  replaced?: (scope: Scope) => Layer | null
}

const kernel = truncatedNormal(0.02)

/** (B, H, W, C) → the same. */
export function swinBlock(scope: Scope, { map, heads, window, shifted, hidden, version, dropout = 0, depthDropout = 0, replaced = () => null }: SwinBlockConfig): Layer {
  const { channels, height, width } = map
  const second = version === '2'
  const own = (at: Scope): Layer => {
    const attention = windowAttention(at, map, {
      mechanism: 'window', heads, window, shifted, kernel, keyBias: !second, score: second ? 'cosine' : 'scaled-dot', position: second ? 'continuous-bias' : 'relative-bias',
    })
    return (x, ctx) => ctx.named('attention', () => attention(x, ctx))
  }
  const onTokens = (layer: Layer): Layer => (x, ctx) => toMap(layer(toTokens(x), ctx), height, width)
  const branch = (name: string, layer: Layer): Layer => {
    const at = scope.child(name)
    const drop = chain(dropoutLayer(at, dropout), stochasticDepth(at, depthDropout))
    const norm = layerNormalization(at.child('norm'), channels)
    return (x, ctx) => tf.add(x, drop(second ? norm(layer(x, ctx), ctx) : layer(norm(x, ctx), ctx), ctx))
  }
  const inner = scope.child('attention')
  const other = replaced(inner)
  return chain(branch('attention', other ? onTokens(other) : own(inner)), branch('mlp', mlp(scope.child('mlp'), { width: channels, hidden, kernel })))
}

/**
 * (B, H, W, C) → (B, ⌈H/2⌉, ⌈W/2⌉, 2C): the neighbours (0, 0), (1, 0), (0, 1), (1, 1) side by side, then normalised and mapped;
 * in V2 mapped and then normalised. An odd side ends in zeros.
 */
export function patchMerging(scope: Scope, channels: number, version: SwinVersion): Layer {
  const norm = layerNormalization(scope.child('norm'), version === '2' ? 2 * channels : 4 * channels)
  const reduction = dense(scope.child('reduction'), { in: 4 * channels, out: 2 * channels, bias: false, kernel })
  return (x, ctx) => {
    const [batch, height, width] = x.shape as [number, number, number, number]
    const even = height % 2 || width % 2 ? tf.pad(x, [[0, 0], [0, height % 2], [0, width % 2], [0, 0]]) : x
    const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)]
    const pairs = tf.transpose(tf.reshape(even, [batch, rows, 2, columns, 2, channels]), [0, 1, 3, 4, 2, 5])
    const together = tf.reshape(pairs, [batch, rows, columns, 4 * channels])
    return version === '2' ? norm(reduction(together, ctx), ctx) : reduction(norm(together, ctx), ctx)
  }
}
