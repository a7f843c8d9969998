/**
 * Block of the Compact Convolutional Transformer (Hassani et al. 2104.05704, as published in code): x += attention(norm x);
 * then the residual stream itself is normalised, x = norm₁ x; then x += mlp x. Query, key and value have no bias.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { HeadPosition } from '../attention/positions/position.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dropoutLayer, stochasticDepth } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { ownAttention } from './own-attention.ts'

export interface CctBlockConfig {
  width: number
  heads: number
  hidden: number
  dropout?: number
  attentionDropout?: number
  /** Share of the samples whose branches are left out in training. */
  depthDropout?: number
  /** Of the block's own attention, built on its scope. */
  position?: (scope: Scope) => HeadPosition
  /** In place of the block's own attention, built on the scope it is given: (B, L, E) → the same. */
  replaced?: (scope: Scope) => Layer | null
  meta: TapMeta
}

export function cctBlock(scope: Scope, { width, heads, hidden, dropout = 0, attentionDropout = 0, depthDropout = 0, replaced = () => null, position, meta }: CctBlockConfig): Layer {
  const kernel = truncatedNormal(0.02)
  const preNorm = layerNormalization(scope.child('preNorm'), width)
  const at = scope.child('attention')
  const attention = replaced(at) ?? ownAttention(at, { width, heads, bias: false, position: position?.(at), dropout: attentionDropout, kernel }, meta)
  const norm = layerNormalization(scope.child('norm'), width)
  const perceptron = mlp(scope.child('mlp'), { width, hidden, kernel })
  const regularize = (name: string): Layer => {
    const [drop, skip] = [dropoutLayer(scope.child(name), dropout), stochasticDepth(scope.child(name), depthDropout)]
    return (x, ctx) => skip(drop(x, ctx), ctx)
  }
  const [afterAttention, afterMlp] = [regularize('attention/out'), regularize('mlp')]
  return (x, ctx) => {
    const y = norm(tf.add(x, afterAttention(attention(preNorm(x, ctx), ctx), ctx)), ctx)
    return tf.add(y, afterMlp(perceptron(y, ctx), ctx))
  }
}
