/**
 * Cross-attention between the places of a feature map and the words of the image's caption (multi-head attention, Vaswani et al.
 * NeurIPS 2017; between image regions and words as in Lu et al. NeurIPS 2019, ViLBERT, whose two co-attentions are the two directions).
 * words ask: every word looks at all places, and the mean of their answers is added to each place; x (B, H, W, C),
 * a = mean over words of attention(words, x, x), y = x + a. places ask: every place looks at the words, y = x + attention(x, words, words).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { isHeard, type Context, type TapMeta } from '../../layers/context.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads, multiHeadAttention } from '../multi-head-attention.ts'
import { checkPosition, tokenPositionIds, tokenPositions, positionNames } from '../positions/catalogue.ts'
import { dropoutOption, headsOption } from '../token/options.ts'
import { toMap, toTokens } from '../tokens.ts'
import { captionReader, meanOfWords, requireText } from './caption.ts'
import { layersOption } from './options.ts'

const id = 'text-cross-attention'

/** How much each place asks a word, for every word: (B, heads, N, L) → (B, heads, L, N). */
const fromWords = (ctx: Context, meta: TapMeta): Context => ({
  ...ctx, tap: (name, weights) => { ctx.tap(name, tf.transpose(weights, [0, 1, 3, 2]), { ...meta, distribution: false }) },
})

export const textCrossAttention = mechanism({
  id,
  name: { en: 'Text–image cross-attention', 'zh-CN': '文本-图像交叉注意力' },
  kind: 'map',
  group: 'text',
  summary: {
    en: 'The words of the caption and the places of the image ask each other, so that what is looked at depends on what is said. Which word looks where can be seen.',
    'zh-CN': '说明文字中的词与图像中的位置相互询问，于是看哪里取决于说了什么。每个词看向哪里都能显示出来。',
  },
  formula: 'y = x + \\frac{1}{L}\\sum_{l=1}^{L} \\big[W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\tfrac{T_h X_h^\\top}{\\sqrt{d_h}}\\right) X_h\'\\big]_l',
  cost: { parameters: '4C^2 + 8C + VC + LC + e(8C^2 + 11C)', macs: '2NC^2 + 2LC^2 + 2LNC + LVC + e(8LC^2 + 2L^2C)' },
  paper: { title: 'ViLBERT: Pretraining Task-Agnostic Visiolinguistic Representations for Vision-and-Language Tasks', authors: 'Lu et al.', venue: 'NeurIPS', year: 2019, link: 'https://arxiv.org/abs/1908.02265' },
  articles: [{
    article: '004',
    says: { en: 'Names the joining of images and text as a future of attention.', 'zh-CN': '把图像与文本的结合列为注意力的未来方向。' },
    wrong: { en: 'It stays with the name: there is no formula, no code and no task. Here is a task that cannot be solved without the caption.', 'zh-CN': '只提了名字，没有公式、代码或任务。这里给出一个不读说明就无法完成的任务。' },
  }],
  showsPlaces: true,
  options: z.strictObject({
    direction: option(z.enum(['words', 'places']).default('words'), { en: 'Who asks', 'zh-CN': '由谁提问' }, undefined, {
      words: { en: 'Words ask places', 'zh-CN': '词询问位置' }, places: { en: 'Places ask words', 'zh-CN': '位置询问词' },
    }),
    heads: headsOption,
    layers: layersOption,
    position: option(z.enum(tokenPositionIds).default('sine-2d'), { en: 'Position of the places', 'zh-CN': '位置的位置编码' }, undefined, positionNames(tokenPositionIds)),
    dropout: dropoutOption,
  }),
  check({ heads, position }, { channels, height, width, text }) {
    const { length } = requireText(id, text)
    checkHeads(channels, heads)
    checkPosition(position, channels)
    checkPairs({ queries: length, keys: height * width, heads, width: channels })
  },
  build(scope, { direction, heads, layers, position, dropout }, { channels, height, width, text }) {
    const read = captionReader(scope.child('caption'), { ...requireText(id, text), width: channels, heads, layers })
    const normPlaces = layerNormalization(scope.child('norm'), channels)
    const normWords = layerNormalization(scope.child('wordNorm'), channels)
    const place = tokenPositions[position].build(scope, { height, width, channels })
    const attention = multiHeadAttention(scope, { width: channels, heads, dropout })
    const meta: TapMeta = { kind: 'attention', mechanism: id, keyGrid: [height, width], queryGrid: null, queries: 'words', extra: 0 }
    return (x, ctx) => {
      const { words, present } = read(ctx)
      const asked = normWords(words, ctx)
      const places = place(normPlaces(toTokens(x), ctx), ctx)
      if (direction === 'words') return tf.add(x, tf.reshape(meanOfWords(attention(asked, places, places, ctx, meta), present), [-1, 1, 1, channels]))
      const mask = tf.reshape(present, [present.shape[0]!, 1, 1, present.shape[1]!])
      return tf.add(x, toMap(attention(places, asked, asked, isHeard(ctx) ? fromWords(ctx, meta) : ctx, meta, { mask }), height, width))
    }
  },
})
