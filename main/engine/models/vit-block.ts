/**
 * Transformer block. Pre-norm (Dosovitskiy et al. ICLR 2021, eqs. 2-3): x + attention(norm x), then x + mlp(norm x). Post-norm
 * (Vaswani et al. NeurIPS 2017): norm(x + attention x), then norm(x + mlp x). 12E² + 13E parameters when the MLP is 4E wide.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { MultiHeadConfig } from '../attention/multi-head-attention.ts'
import type { HeadPosition } from '../attention/positions/position.ts'
import { chain } from '../layers/blocks.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dropoutLayer, stochasticDepth } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { mlp, type MlpConfig } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { ownAttention } from './own-attention.ts'

export interface VitBlockConfig extends Pick<MultiHeadConfig, 'width' | 'heads' | 'bias' | 'talking' | 'queryKeyNorm'> {
  hidden: number
  epsilon: number
  activation?: MlpConfig['activation']
  norm?: 'pre' | 'post'
  dropout?: number
  /** Share of the samples whose branches are left out in training. */
  depthDropout?: number
  /** First value of LayerScale on both branches; 0 = none. */
  scale?: number
  /** Of the block's own attention, built on its scope. */
  position?: (scope: Scope) => HeadPosition
  /** In place of the block's own attention, built on the scope it is given: (B, L, E) → the same. */
  replaced?: (scope: Scope) => Layer | null
  meta: TapMeta
}

export function vitBlock(scope: Scope, config: VitBlockConfig): Layer {
  const { width, hidden, epsilon, activation, norm = 'pre', dropout = 0, depthDropout = 0, scale = 0, replaced = () => null, position, meta, ...attended } = config
  const kernel = truncatedNormal(0.02)
  const first = layerNormalization(scope.child('norm1'), width, epsilon)
  const at = scope.child('attention')
  const attention = replaced(at) ?? ownAttention(at, { width, ...attended, position: position?.(at), epsilon, kernel }, meta)
  const second = layerNormalization(scope.child('norm2'), width, epsilon)
  const perceptron = mlp(scope.child('mlp'), { width, hidden, activation, kernel })
  const regularize = (name: string): Layer => {
    const at = scope.child(name)
    const scaled: Layer[] = scale ? [layerScale(at, width, scale)] : []
    return chain(...scaled, dropoutLayer(at, dropout), stochasticDepth(at, depthDropout))
  }
  const [afterAttention, afterMlp] = [regularize('attention'), regularize('mlp')]
  const residual = (x: tf.Tensor, branch: Layer, normalize: Layer, after: Layer, ctx: Parameters<Layer>[1]) => {
    if (norm === 'post') return normalize(tf.add(x, after(branch(x, ctx), ctx)), ctx)
    return tf.add(x, after(branch(normalize(x, ctx), ctx), ctx))
  }
  return (x, ctx) => residual(residual(x, attention, first, afterAttention, ctx), perceptron, second, afterMlp, ctx)
}
