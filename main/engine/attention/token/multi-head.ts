/**
 * Multi-head self-attention on a feature map: every place looks at every other (Vaswani et al. NeurIPS 2017; on maps as in
 * Bello et al. ICCV 2019). y = x + attention(norm(x) + position); layer normalisation first and the residual around it
 * keep a small CNN trainable from the first step. Parameters 4C² + 4C, and 2C for the norm.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { mechanism } from '../mechanism.ts'
import { positionIds, positionNames } from '../positions/catalogue.ts'
import { checkSelfAttention, selfAttention } from '../self-attention.ts'
import { toMap, toTokens } from '../tokens.ts'
import { biasOption, dropoutOption, headsOption, keyValueHeadsOption, queryKeyNormOption, scoreOption, talkingOption } from './options.ts'

const same: Layer = (x) => x

const options = z.strictObject({
  heads: headsOption,
  score: scoreOption,
  position: option(z.enum(positionIds).default('sine-2d'), { en: 'Position', 'zh-CN': '位置编码' }, undefined, positionNames(positionIds)),
  keyValueHeads: keyValueHeadsOption,
  queryKeyNorm: queryKeyNormOption,
  talking: talkingOption,
  bias: biasOption,
  norm: option(z.enum(['layer', 'none']).default('layer'), { en: 'Normalisation before it', 'zh-CN': '之前的归一化' }, {
    en: 'Where it stands on a map. In place of the attention of a block it takes what that block gives it.',
    'zh-CN': '用于插入特征图时；替换模块自身的注意力时，直接使用该模块给出的输入。',
  }, { layer: { en: 'Layer normalisation', 'zh-CN': '层归一化' }, none: { en: 'None', 'zh-CN': '无' } }),
  epsilon: option(z.number().min(1e-12).max(0.01).default(1e-5), { en: 'Epsilon of the norms', 'zh-CN': '归一化的 ε' }, {
    en: 'Sources differ: PyTorch 1e-5, ViT in timm 1e-6, in Transformers 1e-12, Keras 1e-3.',
    'zh-CN': '各来源不同：PyTorch 1e-5，timm 的 ViT 1e-6，Transformers 1e-12，Keras 1e-3。',
  }),
  dropout: dropoutOption,
})

/** Without the options of the inserted form, and in the words of the attention itself. */
const attentionOf = ({ norm: _norm, keyValueHeads, ...rest }: z.infer<typeof options>) => ({ ...rest, keyValueHeads: keyValueHeads || rest.heads, mechanism: 'multi-head' })

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
  articles: [
    {
      article: '000',
      says: { en: 'Shows it as key-value attention over patches, with several heads.', 'zh-CN': '以“键值对注意力”的形式在图像块上展示它，并使用多个头。' },
      wrong: {
        en: 'Keys and values are reshaped with the length of the queries, so cross-attention with another number of keys crashes. It has no mask, no dropout, and keys and values cannot have widths of their own.',
        'zh-CN': '键和值按查询的长度变形，因此键的个数不同的交叉注意力会直接报错。它没有掩码和 Dropout，键和值也不能有自己的宽度。',
      },
    },
    {
      article: '003',
      says: { en: 'Gives softmax(QKᵀ/√d)V and expects gains over a CNN on CIFAR-10 or ImageNet.', 'zh-CN': '给出 softmax(QKᵀ/√d)V，并称在 CIFAR-10 或 ImageNet 上优于 CNN。' },
      wrong: {
        en: 'It calls N the number of samples, but N is the number of tokens of one image. It promises results and shows none.',
        'zh-CN': '它把 N 说成样本数，实际上 N 是一幅图像的标记数。它承诺给出实验结果，却一个也没有。',
      },
    },
    { article: '004', says: { en: 'Takes the score of query and key as a part that can be exchanged: dot, scaled dot, additive.', 'zh-CN': '把查询与键的打分视为可替换的部分：点积、缩放点积、加性。' } },
  ],
  showsPlaces: true,
  options,
  check(given, input) {
    checkSelfAttention(input, attentionOf(given))
  },
  build(scope, given, { channels, height, width }) {
    const norm = given.norm === 'layer' ? layerNormalization(scope.child('norm'), channels, given.epsilon) : same
    const attention = selfAttention(scope, { channels, height, width, extra: 0 }, attentionOf(given))
    return (x, ctx) => tf.add(x, toMap(attention(norm(toTokens(x), ctx), ctx), height, width))
  },
  replace: (scope, given, tokens) => selfAttention(scope, tokens, attentionOf(given)),
})
