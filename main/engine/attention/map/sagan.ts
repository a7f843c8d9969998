/**
 * SAGAN self-attention (Zhang et al. ICML 2019): theta, phi C → C/8, g C → C/2, phi and g max-pooled 2×2, scores not scaled,
 * y = x + gamma · o(softmax(theta phiᵀ) g), gamma starts at 0. Parameters 1.25C² + 1; the reductions, the score and biases are options.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { xavierUniform, zeros } from '../../layers/initializers.ts'
import { maxPool } from '../../layers/pooling.ts'
import { attend } from '../attend.ts'
import { checkPairs } from '../memory.ts'
import { mechanism } from '../mechanism.ts'
import { scoreHelp, scoreIds, scoreNames, scores } from '../scores/catalogue.ts'
import { splitHeads, joinHeads, toMap, toTokens } from '../tokens.ts'

export const sagan = mechanism({
  id: 'sagan',
  name: { en: 'SAGAN self-attention', 'zh-CN': 'SAGAN 自注意力' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'One attention map between all places, at a narrow width. A learned strength that starts at 0 lets the network begin without it.',
    'zh-CN': '在较窄的通道上计算所有位置之间的一张注意力图。可学习的强度从 0 开始，网络起步时等于没有它。',
  },
  formula: 'y = x + \\gamma\\, W_o\\,\\mathrm{softmax}(\\theta(x)\\phi(x)^\\top)\\,g(x), \\qquad \\gamma_0 = 0',
  cost: { parameters: '\\tfrac{5}{4}C^2 + 1', macs: '\\tfrac{5}{4}NC^2 + \\tfrac{5}{32}N^2C' },
  paper: { title: 'Self-Attention Generative Adversarial Networks', authors: 'Zhang et al.', venue: 'ICML', year: 2019, link: 'https://arxiv.org/abs/1805.08318' },
  articles: [{
    article: '001',
    says: {
      en: 'Its SelfAttention is this block: 1×1 convolutions for query, key and value and one map of all places against all.',
      'zh-CN': '文中的 SelfAttention 就是这个模块：用 1×1 卷积得到查询、键和值，所有位置之间一张注意力图。',
    },
    wrong: {
      en: 'Its num_heads makes no heads: it only shrinks the width to C / num_heads, and there is one map still. Residual, learned strength and position are missing, so the block throws away what it was given. For several heads take multi-head convolutional self-attention.',
      'zh-CN': '其中的 num_heads 并没有产生多个头，只是把宽度缩到 C / num_heads，注意力图仍只有一张。没有残差、可学习强度和位置编码，输入本身被丢掉。需要多个头时请用多头卷积自注意力。',
    },
  }],
  showsPlaces: true,
  options: z.strictObject({
    reduction: option(z.number().min(1).max(64).default(8), { en: 'Reduction of queries and keys', 'zh-CN': '查询与键的缩减倍数' }),
    valueReduction: option(z.number().min(1).max(64).default(2), { en: 'Reduction of values', 'zh-CN': '值的缩减倍数' }),
    pool: option(z.boolean().default(true), { en: 'Pool the keys 2 × 2', 'zh-CN': '键做 2 × 2 池化' }, { en: 'Quarter the cost; the maps get coarser.', 'zh-CN': '代价降为四分之一，注意力图变粗。' }),
    score: option(z.enum(scoreIds).default('dot'), { en: 'Score', 'zh-CN': '打分函数' }, scoreHelp, scoreNames),
    bias: option(z.boolean().default(false), { en: 'Biases', 'zh-CN': '偏置' }, { en: 'The authors use none; many ports do.', 'zh-CN': '作者没有使用；许多移植版本使用。' }),
  }),
  check({ reduction, valueReduction, pool, score }, { channels, height, width }) {
    const needed = Math.ceil(Math.max(reduction, valueReduction))
    if (channels < needed) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'sagan', channels, needed })
    if (pool && Math.min(height, width) < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'sagan', height, width, needed: 2 })
    checkPairs({ queries: height * width, keys: pool ? (height >> 1) * (width >> 1) : height * width, heads: 1, width: Math.floor(channels / reduction), score })
  },
  build(scope, { reduction, valueReduction, pool, score: scoreId, bias }, { channels, height, width }) {
    const narrow = Math.floor(channels / reduction)
    const values = Math.floor(channels / valueReduction)
    const project = (name: string, from: number, out: number) => dense(scope.child(name), { in: from, out, bias, kernel: xavierUniform })
    const theta = project('theta', channels, narrow)
    const phi = project('phi', channels, narrow)
    const g = project('g', channels, values)
    const o = project('o', values, channels)
    const gamma = scope.weight('gamma', [], zeros)
    const score = scores[scoreId].build(scope.child('score'), { heads: 1, width: narrow })
    const pooled = (x: tf.Tensor) => (pool ? maxPool(x, 2) : x)
    const side = (length: number) => (pool ? length >> 1 : length)
    const meta: TapMeta = { kind: 'attention', mechanism: 'sagan', keyGrid: [side(height), side(width)], queryGrid: [height, width], extra: 0 }
    return (x, ctx) => {
      const [q, k, v] = [theta(x, ctx), pooled(phi(x, ctx)), pooled(g(x, ctx))].map((part) => splitHeads(toTokens(part), 1)) as [tf.Tensor, tf.Tensor, tf.Tensor]
      const attended = joinHeads(attend(q, k, v, ctx, { path: scope.path, meta, score }))
      return tf.add(x, tf.mul(gamma, toMap(o(attended, ctx), height, width)))
    }
  },
})
