/**
 * Token exchange between two scales (Chen et al. ICCV 2021, CrossViT, §3.3, cross-attention fusion): each scale has a summary token, at
 * first the mean of its places; projected to the other scale's width it stands before that scale's tokens and alone asks them all,
 * z = f(s) + CA([f(s); X_other]), and goes back, s' = s + g(z). Both summaries are added to the coarsest map:
 * y = x + s'_coarse + W s'_fine. The cost grows with the number of places, not with its square.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Context } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { classAttention, classMeta } from '../class-attention.ts'
import type { MapShape } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { headsOption } from '../token/options.ts'
import { toTokens } from '../tokens.ts'
import { fusion } from './fusion.ts'

const id = 'crossvit'

/** The summary of one map, (B, C), after it has asked the places of another. */
function exchange(scope: Scope, own: MapShape, other: MapShape, heads: number) {
  const there = dense(scope.child('there'), { in: own.channels, out: other.channels })
  const norm = layerNormalization(scope.child('norm'), other.channels)
  const attention = classAttention(scope, { width: other.channels, heads })
  const back = dense(scope.child('back'), { in: other.channels, out: own.channels })
  const meta = classMeta(id, other.height, other.width)
  return (summary: tf.Tensor, map: tf.Tensor, ctx: Context) => {
    const token = tf.expandDims(there(summary, ctx), 1)
    const asked = attention(norm(tf.concat([token, toTokens(map)], 1), ctx), ctx, meta)
    return tf.add(summary, back(tf.squeeze(tf.add(token, asked), [1]), ctx))
  }
}

export const crossVit = fusion({
  id,
  name: { en: 'CrossViT token exchange', 'zh-CN': 'CrossViT 令牌交换' },
  summary: {
    en: 'A token that sums up one scale asks the places of another, and the reverse. Two scales learn from each other at a cost that grows with the places and not with their square.',
    'zh-CN': '概括一个尺度的令牌去询问另一个尺度的各个位置，反之亦然。两个尺度相互学习，代价随位置数线性增长。',
  },
  formula: "s' = s + g\\big(f(s) + \\mathrm{CA}([f(s);\\,X_{other}])\\big), \\qquad y = x + s'_{coarse} + W s'_{fine}",
  cost: { parameters: '4C^2 + 4C_f^2 + 5CC_f + 9C + 8C_f', macs: '2NC^2 + 2N_fC_f^2 + 2(N+1)C + 2(N_f+1)C_f' },
  paper: { title: 'CrossViT: Cross-Attention Multi-Scale Vision Transformer for Image Classification', authors: 'Chen et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.14899' },
  articles: [{ article: '000', says: { en: 'Names the fusion of several scales by attention, without code.', 'zh-CN': '提到用注意力融合多个尺度，但没有代码。' } }],
  showsPlaces: true,
  options: z.strictObject({
    heads: headsOption,
    partner: option(z.enum(['finest', 'next']).default('finest'), { en: 'Exchanges with', 'zh-CN': '交换对象' }, undefined, {
      finest: { en: 'The finest map', 'zh-CN': '最细的特征图' }, next: { en: 'The next finer map', 'zh-CN': '次细的特征图' },
    }),
  }),
  check({ heads }, { channels }) {
    checkHeads(channels, heads)
  },
  fuse(scope, { heads, partner }, inputs) {
    const coarse = inputs.at(-1)!
    const place = inputs.length === 1 ? 0 : partner === 'finest' ? 0 : inputs.length - 2
    const fine = inputs[place]!
    const ofCoarse = exchange(scope.child('coarse'), coarse, fine, heads)
    const ofFine = exchange(scope.child('fine'), fine, coarse, heads)
    const project = dense(scope.child('project'), { in: fine.channels, out: coarse.channels })
    return (maps, ctx) => {
      const [large, small] = [maps[place]!, maps.at(-1)!]
      const [summary, other] = [meanPool(small), meanPool(large)]
      const both = tf.add(ofCoarse(summary, large, ctx), project(ofFine(other, small, ctx), ctx))
      return tf.add(small, tf.reshape(both, [-1, 1, 1, coarse.channels]))
    }
  },
})
