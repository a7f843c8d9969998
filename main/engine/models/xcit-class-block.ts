/**
 * How XCiT's class token reads the places, as the authors' code does it (El-Nouby et al. NeurIPS 2021), which also changes the places:
 * n = norm[c; x]; c += γ₁ · attention(n), x += γ₁ · n; [c; x] or c alone is normalised; c += γ₂ · mlp(c), x doubles.
 */
import * as tf from '@tensorflow/tfjs-core'
import { classAttention, classMeta } from '../attention/class-attention.ts'
import { firstToken } from '../attention/tokens.ts'
import type { Context } from '../layers/context.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { layerScale } from '../layers/layer-scale.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'

export interface XcitClassConfig {
  width: number
  heads: number
  epsilon: number
  scale: number
  normPlaces: boolean
  grid: [number, number]
}

const withoutFirst = (x: tf.Tensor): tf.Tensor => tf.slice(x, [0, 1, 0], [-1, -1, -1])

/** (B, 1 + N, C) → the same; the first token is the class token. */
export function xcitClassBlock(scope: Scope, { width, heads, epsilon, scale, normPlaces, grid }: XcitClassConfig): (x: tf.Tensor, ctx: Context) => tf.Tensor {
  const kernel = truncatedNormal(0.02)
  const [first, second] = [layerNormalization(scope.child('norm1'), width, epsilon), layerNormalization(scope.child('norm2'), width, epsilon)]
  const attention = classAttention(scope.child('attention'), { width, heads, kernel })
  const perceptron = mlp(scope.child('mlp'), { width, hidden: 4 * width, kernel })
  const [afterAttention, afterMlp] = [layerScale(scope.child('attention'), width, scale), layerScale(scope.child('mlp'), width, scale)]
  const meta = classMeta('class-attention', ...grid)
  return (x, ctx) => {
    const normal = first(x, ctx)
    const asked = ctx.named('attention', () => attention(normal, ctx, meta))
    const y = tf.add(x, afterAttention(tf.concat([asked, withoutFirst(normal)], 1), ctx))
    const token = second(firstToken(y), ctx)
    const places = normPlaces ? second(withoutFirst(y), ctx) : withoutFirst(y)
    return tf.concat([tf.add(token, afterMlp(perceptron(token, ctx), ctx)), tf.mul(places, 2)], 1)
  }
}
