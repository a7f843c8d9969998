/**
 * Key-value attention over the maps of several scales (multi-head attention, Vaswani et al. NeurIPS 2017; keys of all scales for every
 * query as in Zhu et al. ICLR 2021, Deformable DETR, there at sampled places, here at all). All maps X_l (B, N_l, C_l) are normalised and
 * projected to one width d, with a 2-D sine position and an embedding of the level; queries are the places of the coarsest map,
 * keys and values the places of all maps: y = x + attention(q, [X_1 … X_L]). The weights of one query sum to 1 over all scales.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { isHeard, type Context, type TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { normal } from '../../layers/initializers.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import type { MapShape } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads, multiHeadAttention } from '../multi-head-attention.ts'
import { checkPosition, positionNames, tokenPositionIds, tokenPositions, type TokenPositionId } from '../positions/catalogue.ts'
import { dropoutOption, headsOption } from '../token/options.ts'
import { toMap, toTokens } from '../tokens.ts'
import { option } from '../../../../preload/contract/catalogue.ts'
import { fusion, widthOption } from './fusion.ts'

const id = 'cross-scale'

/** A map as tokens (B, N, width) that say where they are and of which scale. */
function levelTokens(scope: Scope, { channels, height, width: columns }: MapShape, width: number, position: TokenPositionId) {
  const norm = layerNormalization(scope.child('norm'), channels)
  const project = dense(scope.child('project'), { in: channels, out: width })
  const place = tokenPositions[position].build(scope, { height, width: columns, channels: width })
  const level = scope.weight('level', [1, 1, width], normal(0.02), { decay: false })
  return (x: tf.Tensor, ctx: Context) => tf.add(place(project(norm(toTokens(x), ctx), ctx), ctx), level)
}

/** Hands the weights over all scales out scale by scale, each over its own map. */
function byScale(ctx: Context, inputs: MapShape[]): Context {
  if (!isHeard(ctx)) return ctx
  const tap: Context['tap'] = (name, weights, meta) => {
    let first = 0
    inputs.forEach(({ height, width }, i) => {
      ctx.tap(inputs.length > 1 ? `${name}/scale${i + 1}` : name, tf.slice(weights, [0, 0, 0, first], [-1, -1, -1, height * width]), { ...meta, keyGrid: [height, width], distribution: false })
      first += height * width
    })
  }
  return { ...ctx, tap }
}

export const crossScale = fusion({
  id,
  name: { en: 'Cross-scale attention', 'zh-CN': '跨尺度注意力' },
  summary: {
    en: 'Every place of the coarsest map asks the places of all scales at once and takes what it needs, fine detail or coarse meaning. Where it looks in each scale can be seen.',
    'zh-CN': '最粗特征图的每个位置同时询问所有尺度的位置，各取所需：细节或语义。它在每个尺度上看向哪里都能显示。',
  },
  formula: 'y = x_L + \\mathrm{MHA}\\big(X_L,\\ [X_1;\\dots;X_L],\\ [X_1;\\dots;X_L]\\big), \\qquad X_l = W_l\\,\\mathrm{LN}(x_l) + p_l + e_l',
  cost: { parameters: '\\sum_l (C_l d + 2C_l + 2d) + 3d^2 + 3d + dC + C', macs: '\\sum_l N_l C_l d + Nd^2 + 2Md^2 + 2NMd + NdC,\\; M = \\sum_l N_l' },
  paper: { title: 'Deformable DETR: Deformable Transformers for End-to-End Object Detection', authors: 'Zhu et al.', venue: 'ICLR', year: 2021, link: 'https://arxiv.org/abs/2010.04159' },
  articles: [{
    article: '000',
    says: { en: 'Asks for key-value attention over maps of several scales.', 'zh-CN': '提出在多尺度特征图上做键值注意力。' },
    wrong: { en: 'Its own KeyValueAttention cannot do it: keys and values must have as many entries as there are queries.', 'zh-CN': '文中的 KeyValueAttention 做不到：它要求键和值的个数与查询相同。' },
  }],
  showsPlaces: true,
  options: z.strictObject({
    width: widthOption,
    heads: headsOption,
    position: option(z.enum(tokenPositionIds).default('sine-2d'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(tokenPositionIds)),
    dropout: dropoutOption,
  }),
  check({ width, heads, position }, { maps, ...own }) {
    checkHeads(width, heads)
    checkPosition(position, width)
    const places = (maps ?? [own]).map((map) => map.height * map.width)
    checkPairs({ queries: places.at(-1)!, keys: places.reduce((a, b) => a + b, 0), heads, width })
  },
  fuse(scope, { width, heads, position, dropout }, inputs) {
    const levels = inputs.map((input, i) => levelTokens(scope.child(`scale${i + 1}`), input, width, position))
    const { channels, height, width: columns } = inputs.at(-1)!
    const attention = multiHeadAttention(scope, { width, heads, dropout, out: channels })
    const meta: TapMeta = { kind: 'attention', mechanism: id, keyGrid: [height, columns], queryGrid: [height, columns], extra: 0 }
    return (maps, ctx) => {
      const tokens = maps.map((map, i) => levels[i]!(map, ctx))
      const all = tf.concat(tokens, 1)
      return tf.add(maps.at(-1)!, toMap(attention(tokens.at(-1)!, all, all, byScale(ctx, inputs), meta), height, columns))
    }
  },
})
