/**
 * The caption without attention, as a control: the mean of its words' vectors, projected, is added to every place (add), or scales and
 * shifts every channel (FiLM, Perez et al. AAAI 2018): y = x + W m, or y = (1 + W₁m) ⊙ x + W₂m. It starts as the identity.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { dense } from '../../layers/dense.ts'
import { zeros } from '../../layers/initializers.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { headsOption } from '../token/options.ts'
import { captionReader, meanOfWords, requireText } from './caption.ts'
import { layersOption } from './options.ts'

const id = 'text-mean'

export const textMean = mechanism({
  id,
  name: { en: 'Mean of the caption', 'zh-CN': '说明文字的均值' },
  kind: 'map',
  group: 'text',
  summary: {
    en: 'The caption is summed up in one vector that acts on every place alike. It is the control for cross-attention: the same words, and no look at the image.',
    'zh-CN': '把说明文字概括为一个向量，对每个位置作用相同。它是交叉注意力的对照：词相同，但不看图像的具体位置。',
  },
  formula: 'y = (1 + W_1 m) \\odot x + W_2 m, \\qquad m = \\frac{1}{L}\\sum_{l=1}^{L} t_l',
  cost: { parameters: 'f(C^2 + C) + VC + LC + e(8C^2 + 11C),\\; f = 1, 2', macs: 'fC^2 + LVC + e(8LC^2 + 2L^2C)' },
  paper: { title: 'FiLM: Visual Reasoning with a General Conditioning Layer', authors: 'Perez et al.', venue: 'AAAI', year: 2018, link: 'https://arxiv.org/abs/1709.07871' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    form: option(z.enum(['add', 'film']).default('add'), { en: 'How it acts', 'zh-CN': '作用方式' }, undefined, {
      add: { en: 'Added', 'zh-CN': '相加' }, film: { en: 'Scales and shifts (FiLM)', 'zh-CN': '缩放与平移（FiLM）' },
    }),
    heads: headsOption,
    layers: layersOption,
  }),
  check({ heads }, { channels, text }) {
    requireText(id, text)
    checkHeads(channels, heads)
  },
  build(scope, { form, heads, layers }, { channels, text }) {
    const read = captionReader(scope.child('caption'), { ...requireText(id, text), width: channels, heads, layers })
    const shift = dense(scope.child('shift'), { in: channels, out: channels, kernel: zeros })
    const scale = form === 'film' ? dense(scope.child('scale'), { in: channels, out: channels, kernel: zeros }) : null
    return (x, ctx) => {
      const { words, present } = read(ctx)
      const mean = meanOfWords(words, present)
      const everywhere = (values: tf.Tensor) => tf.reshape(values, [-1, 1, 1, channels])
      return tf.add(scale ? tf.mul(x, tf.add(1, everywhere(scale(mean, ctx)))) : x, everywhere(shift(mean, ctx)))
    }
  },
})
