/**
 * Class attention as a head (Touvron et al. ICCV 2021): a learned token asks the map and itself, y = c + attention(norm[c; x]).
 * Parameters 4C² + 7C: the attention 4C² + 4C, the norm 2C, the token C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { truncatedNormal } from '../../layers/initializers.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { classAttention, classMeta } from '../class-attention.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { firstToken, prepend, toTokens } from '../tokens.ts'
import { dropoutOption, headsOption, scoreOption } from './options.ts'

export const classAttentionHead = mechanism({
  id: 'class-attention',
  name: { en: 'Class attention', 'zh-CN': '类别注意力' },
  kind: 'head',
  group: 'tokens',
  summary: {
    en: 'A learned token asks every place in several ways at once, and what it is told is the summary of the image. Only this one token asks, so the cost grows with the places and not with their square.',
    'zh-CN': '由一个可学习的标记以多种方式询问所有位置，得到的回答就是图像的概括。只有它提问，代价随位置数线性增长，而不是平方增长。',
  },
  formula: 'y = c + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{q_h K_h^\\top}{\\sqrt{d_h}}\\right) V_h, \\qquad q = W_q z_0,\\; K = W_k z,\\; V = W_v z,\\; z = \\mathrm{LN}[c; x]',
  cost: { parameters: '4C^2 + 7C', macs: '2(N+1)C^2 + 2(N+1)C + 2C^2' },
  paper: { title: 'Going Deeper with Image Transformers', authors: 'Touvron et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.17239' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({ heads: headsOption, score: scoreOption, dropout: dropoutOption }),
  check({ heads, score }, { channels, height, width }) {
    checkHeads(channels, heads)
    checkPairs({ queries: 1, keys: height * width + 1, heads, width: channels, score })
  },
  build(scope, { heads, score, dropout }, { channels, height, width }) {
    const token = scope.weight('token', [1, 1, channels], truncatedNormal(0.02), { decay: false })
    const norm = layerNormalization(scope.child('norm'), channels)
    const attention = classAttention(scope, { width: channels, heads, score, dropout })
    const meta = classMeta('class-attention', height, width)
    return (x, ctx) => {
      const sequence = prepend(token, toTokens(x))
      const answer = tf.add(firstToken(sequence), attention(norm(sequence, ctx), ctx, meta))
      return tf.squeeze(answer, [1])
    }
  },
})
