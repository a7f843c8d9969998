/**
 * Pooling by latent queries (Lee et al. ICML 2019, pooling by multi-head attention; the head of SigLIP and of Zhai et al.
 * CVPR 2022): L learned vectors ask all tokens, then z + mlp(norm z), and the mean over the L. (B, N, C) → (B, C).
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Context, TapMeta } from '../layers/context.ts'
import { truncatedNormal } from '../layers/initializers.ts'
import { mlp } from '../layers/mlp.ts'
import { layerNormalization } from '../layers/normalization.ts'
import type { Scope } from '../layers/scope.ts'
import { multiHeadAttention, type MultiHeadConfig } from './multi-head-attention.ts'

export interface LatentPoolConfig extends MultiHeadConfig {
  latents: number
  /** Of the MLP; 0 = none. */
  hidden: number
  /** Before the MLP. */
  norm: boolean
}

export function latentPool(scope: Scope, { latents, hidden, norm, ...config }: LatentPoolConfig): (x: tf.Tensor, ctx: Context, meta: TapMeta) => tf.Tensor {
  const { width, out = width, queryWidth = width } = config
  const latent = scope.weight('latent', [1, latents, queryWidth], truncatedNormal(queryWidth ** -0.5), { decay: false })
  const attention = multiHeadAttention(scope, config)
  const normalize = hidden && norm ? layerNormalization(scope.child('norm'), out, 1e-6) : null
  const perceptron = hidden ? mlp(scope.child('mlp'), { width: out, hidden }) : null
  return (x, ctx, meta) => {
    const asked = attention(tf.tile(latent, [x.shape[0]!, 1, 1]), x, x, ctx, meta)
    const answers = perceptron ? tf.add(asked, perceptron(normalize ? normalize(asked, ctx) : asked, ctx)) : asked
    return latents === 1 ? tf.squeeze(answers, [1]) : tf.mean(answers, 1)
  }
}
