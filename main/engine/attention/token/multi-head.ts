/**
 * Multi-head self-attention on a feature map: every place looks at every other (Vaswani et al. NeurIPS 2017; on maps as in
 * Bello et al. ICCV 2019). y = x + attention(norm(x) + position); layer normalisation first and the residual around it
 * keep a small CNN trainable from the first step. Parameters 4C² + 4C, and 2C for the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads, multiHeadAttention } from '../multi-head-attention.ts'
import { checkPosition, positionIds, positionNames, positions } from '../positions/catalogue.ts'
import { scoreIds, scoreNames } from '../scores/catalogue.ts'
import { toMap, toTokens } from '../tokens.ts'

export const multiHead = mechanism({
  id: 'multi-head',
  name: { en: 'Multi-head attention', 'zh-CN': '多头注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Every place asks every other what it holds, in several ways at once, and adds the answers to itself. It can compare places that are far apart.',
    'zh-CN': '每个位置同时以多种方式询问所有其他位置，并把答案加到自身。它能比较相距很远的位置。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{d_h}}\\right) V_h',
  cost: { parameters: '4C^2 + 6C', macs: '4NC^2 + 2N^2C' },
  paper: { title: 'Attention Is All You Need', authors: 'Vaswani et al.', venue: 'NeurIPS', year: 2017, link: 'https://arxiv.org/abs/1706.03762' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    heads: option(z.int().min(1).max(64).default(4), { en: 'Heads', 'zh-CN': '头数' }, { en: 'Must divide the width of the map.', 'zh-CN': '必须能整除特征图的通道数。' }),
    score: option(z.enum(scoreIds).default('scaled-dot'), { en: 'Score', 'zh-CN': '打分函数' }, undefined, scoreNames),
    position: option(z.enum(positionIds).default('sine-2d'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
    dropout: option(z.number().min(0).max(0.9).default(0), { en: 'Dropout on the weights', 'zh-CN': '权重的 Dropout' }),
  }),
  check({ heads, position }, { channels }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
  },
  build(scope, { heads, score, position, dropout }, { channels, height, width }) {
    const norm = layerNormalization(scope.child('norm'), channels)
    const place = positions[position].build(scope, { height, width, channels })
    const attention = multiHeadAttention(scope, { width: channels, heads, score, dropout })
    const meta = { kind: 'attention' as const, mechanism: 'multi-head', keyGrid: [height, width] as [number, number], queryGrid: [height, width] as [number, number], extra: 0 }
    return (x, ctx) => {
      const tokens = place(norm(toTokens(x), ctx), ctx)
      return tf.add(x, toMap(attention(tokens, tokens, tokens, ctx, meta), height, width))
    }
  },
})
