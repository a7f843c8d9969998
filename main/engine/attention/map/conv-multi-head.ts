/**
 * Multi-head self-attention as convolutions write it: 1×1 convolutions for queries, keys and values, of which each head takes
 * its own C'/h channels and makes a map of its own, then a 1×1 convolution back to C (the attention of Bello et al. ICCV 2019;
 * beside a convolution, as there, it is augmented-convolution). y = x + γ · attention(x), γ₀ = 0, or y = x + attention(x). Parameters 4CC' + 3C' + C (+ 1).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { xavierUniform, zeros } from '../../layers/initializers.ts'
import { mechanism } from '../mechanism.ts'
import { positionIds, positionNames } from '../positions/catalogue.ts'
import { checkSelfAttention, selfAttention } from '../self-attention.ts'
import { toMap, toTokens } from '../tokens.ts'
import { biasOption, dropoutOption, headsOption, scoreOption } from '../token/options.ts'

const options = z.strictObject({
  heads: headsOption,
  reduction: option(z.int().min(1).max(64).default(1), { en: 'Reduction', 'zh-CN': '缩减倍数' }, { en: 'Queries, keys and values have the width of the map divided by it.', 'zh-CN': '查询、键、值的宽度是特征图通道数除以它。' }),
  score: scoreOption,
  position: option(z.enum(positionIds).default('none'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
  strength: option(z.enum(['learned', 'full']).default('learned'), { en: 'Strength', 'zh-CN': '强度' }, undefined, {
    learned: { en: 'Learned, from 0 on', 'zh-CN': '可学习，从 0 开始' },
    full: { en: 'Full from the start', 'zh-CN': '一开始即为全部' },
  }),
  bias: biasOption,
  dropout: dropoutOption,
})

const attentionOf = ({ reduction, strength: _strength, ...rest }: z.infer<typeof options>, channels: number) =>
  ({ ...rest, width: Math.floor(channels / reduction), kernel: xavierUniform, mechanism: 'conv-multi-head' })

export const convMultiHead = mechanism({
  id: 'conv-multi-head',
  name: { en: 'Multi-head convolutional self-attention', 'zh-CN': '多头卷积自注意力' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Self-attention on a map with 1 × 1 convolutions, in which every head has channels and an attention map of its own. A learned strength that starts at 0 lets the network begin without it.',
    'zh-CN': '用 1 × 1 卷积实现的特征图自注意力，每个头都有自己的通道和自己的注意力图。可学习的强度从 0 开始，网络起步时等于没有它。',
  },
  formula: "y = x + \\gamma\\, W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{C'/h}}\\right) V_h, \\qquad \\gamma_0 = 0",
  cost: { parameters: "4CC' + 3C' + C + 1", macs: "4NCC' + 2N^2C'" },
  paper: { title: 'Attention Augmented Convolutional Networks', authors: 'Bello et al.', venue: 'ICCV', year: 2019, link: 'https://arxiv.org/abs/1904.09925' },
  articles: [{
    article: '001',
    says: { en: 'Shows self-attention with 1 × 1 convolutions and an option num_heads.', 'zh-CN': '给出用 1 × 1 卷积实现、带 num_heads 参数的自注意力。' },
    wrong: {
      en: 'num_heads only divides the width: there is one attention map of C / heads channels, whatever the number, and more heads make it weaker. It has no residual, no strength and no position, so it replaces what the network knew.',
      'zh-CN': 'num_heads 只是把宽度除以它：无论取多少都只有一张 C / heads 通道的注意力图，头越多反而越弱。它没有残差、没有强度、没有位置编码，会直接取代网络已有的特征。',
    },
  }],
  showsPlaces: true,
  options,
  check(given, input) {
    const { reduction } = given
    if (reduction > input.channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'conv-multi-head', reduction, channels: input.channels })
    checkSelfAttention(input, attentionOf(given, input.channels))
  },
  build(scope, given, { channels, height, width }) {
    const attention = selfAttention(scope, { channels, height, width, extra: 0 }, attentionOf(given, channels))
    const gamma = given.strength === 'learned' ? scope.weight('gamma', [], zeros) : null
    return (x, ctx) => {
      const attended = toMap(attention(toTokens(x), ctx), height, width)
      return tf.add(x, gamma ? tf.mul(gamma, attended) : attended)
    }
  },
  replace: (scope, given, tokens) => selfAttention(scope, tokens, attentionOf(given, tokens.channels)),
})
