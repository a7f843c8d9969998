/** Pooling by latent queries as a head. Parameters 4C² + 4C, LC latents, and 2rC² + (r + 3)C of norm and MLP. */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { isHeard, type Context, type TapMeta } from '../../layers/context.ts'
import { latentPool } from '../latent-pool.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { checkPosition, positionNames, tokenPositionIds, tokenPositions } from '../positions/catalogue.ts'
import { toTokens } from '../tokens.ts'
import { dropoutOption, headsOption, scoreOption } from './options.ts'

/** Hands out each question of each head as a head of its own, since no question is a place of the map. */
const asHeads = (ctx: Context): Context =>
  isHeard(ctx) ? { ...ctx, tap: (name, weights, meta) => ctx.tap(name, tf.reshape(weights, [weights.shape[0]!, -1, 1, weights.shape[3]!]), meta) } : ctx

export const latentPoolHead = mechanism({
  id: 'latent-pool',
  name: { en: 'Latent query pooling', 'zh-CN': '隐查询池化' },
  kind: 'head',
  group: 'tokens',
  summary: {
    en: 'A few learned questions, the same for every image, are put to all places. Their answers, passed through a small MLP, are the summary.',
    'zh-CN': '用少量对所有图像都相同的可学习问题询问全部位置。回答经过一个小 MLP 后成为图像的概括。',
  },
  formula: 'z = \\mathrm{MHA}(\\ell, x, x), \\qquad y = \\frac{1}{L}\\sum_{l} \\big(z_l + \\mathrm{MLP}(\\mathrm{LN}\\, z_l)\\big)',
  cost: { parameters: '(4+2r)C^2 + (L+7+r)C', macs: '2NC^2 + 2LNC + (2+2r)LC^2' },
  paper: { title: 'Scaling Vision Transformers', authors: 'Zhai et al.', venue: 'CVPR', year: 2022, link: 'https://arxiv.org/abs/2106.04560' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    heads: headsOption,
    score: scoreOption,
    latents: option(z.int().min(1).max(64).default(1), { en: 'Questions', 'zh-CN': '问题数' }),
    ratio: option(z.number().min(0).max(8).default(2), { en: 'Width of the MLP, times the width', 'zh-CN': 'MLP 宽度与宽度之比' }, { en: '0 = no MLP.', 'zh-CN': '0 表示没有 MLP。' }),
    position: option(z.enum(tokenPositionIds).default('none'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(tokenPositionIds)),
    dropout: dropoutOption,
  }),
  check({ heads, score, latents, position }, { channels, height, width }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
    checkPairs({ queries: latents, keys: height * width, heads, width: channels, score })
  },
  build(scope, { heads, score, latents, ratio, position, dropout }, { channels, height, width }) {
    const place = tokenPositions[position].build(scope, { height, width, channels })
    const pool = latentPool(scope, { width: channels, heads, score, latents, hidden: Math.round(ratio * channels), norm: true, dropout })
    const meta: TapMeta = { kind: 'attention', mechanism: 'latent-pool', keyGrid: [height, width], queryGrid: null, extra: 0 }
    return (x, ctx) => pool(place(toTokens(x), ctx), asHeads(ctx), meta)
  },
})
