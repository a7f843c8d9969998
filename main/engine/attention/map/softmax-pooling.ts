/**
 * Softmax spatial pooling: a = softmax over the places of xw, out = Σ aᵢxᵢ (the pooling of Cao et al. ICCVW 2019). C parameters:
 * a bias would shift all scores alike and change nothing. Over tokens it is the sequence pooling of CCT (Hassani et al. 2104.05704).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import type { Context, Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { toTokens } from '../tokens.ts'

export interface TokenPoolingConfig {
  width: number
  meta: TapMeta
  /** Dead, but part of CCT's published count. */
  bias?: boolean
}

/** (B, N, C) → (B, C). The weights are handed out as (B, 1, 1, N). */
export function tokenPooling(scope: Scope, { width, meta, bias = false }: TokenPoolingConfig): Layer {
  const score = dense(scope, { in: width, out: 1, bias })
  return (x: tf.Tensor, ctx: Context) => {
    const [batch, length] = x.shape as [number, number, number]
    const weights = softmax(tf.reshape(score(x, ctx), [batch, 1, 1, length]))
    ctx.tap(scope.path, weights, meta)
    return tf.reshape(matMul(weights, tf.expandDims(x, 1)), [batch, width])
  }
}

export const softmaxPooling = mechanism({
  id: 'softmax-pooling',
  name: { en: 'Softmax pooling', 'zh-CN': 'Softmax 空间池化' },
  kind: 'head',
  group: 'map',
  summary: {
    en: 'The image is summed up by a weighted mean over its places instead of a plain one: the model learns where to look before it answers.',
    'zh-CN': '用各位置的加权平均代替普通平均来概括图像：模型在回答之前学会看向哪里。',
  },
  formula: 'y = \\sum_i a_i x_i, \\qquad a = \\mathrm{softmax}_i(w^\\top x_i)',
  cost: { parameters: 'C', macs: '2NC' },
  paper: { title: 'GCNet: Non-local Networks Meet Squeeze-Excitation Networks and Beyond', authors: 'Cao et al.', venue: 'ICCVW', year: 2019, link: 'https://arxiv.org/abs/1904.11492' },
  articles: [{
    article: '001',
    says: {
      en: 'Its SimpleAttention is this: a 1×1 convolution scores the places, and their softmax weighs the sum.',
      'zh-CN': '文中的 SimpleAttention 就是它：用 1×1 卷积给各位置打分，再用 Softmax 加权求和。',
    },
    wrong: {
      en: 'Nothing that shows: it computes what it says. The bias of its convolution does nothing, since the softmax ignores a shift of all scores; here there is none.',
      'zh-CN': '结果正确。只是卷积的偏置不起作用，因为 Softmax 不受所有打分同时平移的影响；这里没有偏置。',
    },
  }],
  showsPlaces: true,
  options: z.strictObject({}),
  check() {},
  build(scope, _options, { channels, height, width }) {
    const pool = tokenPooling(scope, { width: channels, meta: { kind: 'attention', mechanism: 'softmax-pooling', keyGrid: [height, width], queryGrid: null, extra: 0 } })
    return (x, ctx) => pool(toTokens(x), ctx)
  },
})
