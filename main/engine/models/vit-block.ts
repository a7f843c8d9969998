/** Pre-norm Transformer block (Dosovitskiy et al. ICLR 2021, eqs. 2-3): x + attention(norm x), then x + mlp(norm x). 12E² + 13E parameters. */
import * as tf from '@tensorflow/tfjs-core'
import { multiHeadAttention } from '../attention/multi-head-attention.ts'
import type { Layer, TapMeta } from '../layers/context.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'

export interface VitBlockConfig {
  width: number
  heads: number
  hidden: number
  epsilon: number
  dropout?: number
  meta: TapMeta
}

export function vitBlock(scope: Scope, { width, heads, hidden, epsilon, dropout = 0, meta }: VitBlockConfig): Layer {
  const kernel = truncatedNormal(0.02)
  const first = layerNormalization(scope.child('norm1'), width, epsilon)
  const attention = multiHeadAttention(scope.child('attention'), { width, heads, kernel })
  const second = layerNormalization(scope.child('norm2'), width, epsilon)
  const perceptron = mlp(scope.child('mlp'), { width, hidden, kernel })
  const [dropAttended, dropMixed] = [dropoutLayer(scope.child('attention'), dropout), dropoutLayer(scope.child('mlp'), dropout)]
  return (x, ctx) => {
    const normal = first(x, ctx)
    const attended = ctx.named('attention', () => attention(normal, normal, normal, ctx, meta))
    const y = tf.add(x, dropAttended(attended, ctx))
    return tf.add(y, dropMixed(perceptron(second(y, ctx), ctx), ctx))
  }
}
