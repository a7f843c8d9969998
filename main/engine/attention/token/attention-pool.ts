/** CLIP's attention pooling as a head (Radford et al. ICML 2021). Parameters 4C² + 4C, and (N + 1)C positions. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { attentionPool } from '../attention-pool.ts'
import { classMeta } from '../class-attention.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { toTokens } from '../tokens.ts'
import { dropoutOption, headsOption, scoreOption } from './options.ts'

export const attentionPoolHead = mechanism({
  id: 'attention-pool',
  name: { en: 'Attention pooling', 'zh-CN': '注意力池化' },
  kind: 'head',
  group: 'tokens',
  summary: {
    en: 'The mean of the map asks every place what else it should know, in several ways at once, and the answers are the summary. Each place has a learned position, so where something is counts as well.',
    'zh-CN': '由特征图的平均值以多种方式询问每个位置，回答即为图像的概括。每个位置都有可学习的位置编码，因此“在哪里”也起作用。',
  },
  formula: 'y = W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{q_h K_h^\\top}{\\sqrt{d_h}}\\right) V_h, \\qquad q = W_q z_0,\\quad z = [\\bar{x}; x] + p',
  cost: { parameters: '4C^2 + (N+5)C', macs: '2(N+1)C^2 + 2(N+1)C + 2C^2' },
  paper: { title: 'Learning Transferable Visual Models From Natural Language Supervision', authors: 'Radford et al.', venue: 'ICML', year: 2021, link: 'https://arxiv.org/abs/2103.00020' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    heads: headsOption,
    score: scoreOption,
    query: option(z.enum(['mean', 'learned']).default('mean'), { en: 'What asks', 'zh-CN': '由谁提问' }, undefined, { mean: { en: 'The mean of the map', 'zh-CN': '特征图的平均值' }, learned: { en: 'A learned token', 'zh-CN': '可学习的标记' } }),
    dropout: dropoutOption,
  }),
  check({ heads, score }, { channels, height, width }) {
    checkHeads(channels, heads)
    checkPairs({ queries: 1, keys: height * width + 1, heads, width: channels, score })
  },
  build(scope, { heads, score, query, dropout }, { channels, height, width }) {
    const pool = attentionPool(scope, { width: channels, heads, score, query, dropout, places: height * width })
    const meta = classMeta('attention-pool', height, width)
    return (x, ctx) => pool(toTokens(x), ctx, meta)
  },
})
