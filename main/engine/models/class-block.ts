/**
 * The second part of CaiT (Touvron et al. ICCV 2021, §3): a learned class token c, and blocks that change it alone:
 * c + γ₁ · attention(norm[c; x]), then c + γ₂ · mlp(norm c).
 */
import * as tf from '@tensorflow/tfjs-core'
import { classAttention, classMeta } from '../attention/class-attention.ts'
import { chain } from '../layers/blocks.ts'
import type { Context, Layer } from '../layers/context.ts'
import { dropoutLayer } from '../layers/dropout.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'

export interface ClassReaderConfig {
  width: number
  heads: number
  hidden: number
  epsilon: number
  dropout: number
  /** First value of LayerScale; 0 = none. */
  scale: number
  depth: number
  /** Of the map whose tokens are read, [rows, columns]. */
  grid: [number, number]
}

type ClassBlock = (token: tf.Tensor, x: tf.Tensor, ctx: Context) => tf.Tensor

/** token (B, 1, E), x (B, N, E) → the token. */
function classBlock(scope: Scope, { width, heads, hidden, epsilon, dropout, scale, grid }: ClassReaderConfig): ClassBlock {
  const kernel = truncatedNormal(0.02)
  const first = layerNormalization(scope.child('norm1'), width, epsilon)
  const attention = classAttention(scope.child('attention'), { width, heads, kernel })
  const second = layerNormalization(scope.child('norm2'), width, epsilon)
  const perceptron = mlp(scope.child('mlp'), { width, hidden, kernel })
  const after = (name: string): Layer => chain(...(scale ? [layerScale(scope.child(name), width, scale)] : []), dropoutLayer(scope.child(name), dropout))
  const [afterAttention, afterMlp] = [after('attention'), after('mlp')]
  const meta = classMeta('class-attention', ...grid)
  return (token, x, ctx) => {
    const attended = ctx.named('attention', () => attention(first(tf.concat([token, x], 1), ctx), ctx, meta))
    const asked = tf.add(token, afterAttention(attended, ctx))
    return tf.add(asked, afterMlp(perceptron(second(asked, ctx), ctx), ctx))
  }
}

/** (B, N, E) → (B, 1, E). */
export function classReader(scope: Scope, config: ClassReaderConfig): Layer {
  const token = scope.weight('cls', [1, 1, config.width], truncatedNormal(0.02), { decay: false })
  const blocks = Array.from({ length: config.depth }, (_, i) => classBlock(scope.child(`class${i}`), config))
  return (x, ctx) => blocks.reduce<tf.Tensor>((asked, block) => block(asked, x, ctx), tf.tile(token, [x.shape[0]!, 1, 1]))
}
