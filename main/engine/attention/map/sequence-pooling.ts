/**
 * Sequence pooling (Hassani et al. 2104.05704, eq. 4): softmax(w·z + b) over the tokens z = norm(x) weighs their sum. Parameters
 * 3C + 1: the norm, w, and b, which does nothing and is part of the published counts.
 */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { mechanism } from '../mechanism.ts'
import { toTokens } from '../tokens.ts'
import { tokenPooling } from './softmax-pooling.ts'

export const sequencePooling = mechanism({
  id: 'sequence-pooling',
  name: { en: 'Sequence pooling', 'zh-CN': '序列池化 SeqPool' },
  kind: 'head',
  group: 'map',
  summary: {
    en: 'The tokens are normalised and then summed up by learned weights, as the last layer of CCT and CVT does instead of a class token. On CIFAR-10 that took ViT-Lite-7/4 from 91.38 to 92.43 %.',
    'zh-CN': '先对标记做归一化，再按学到的权重加总，是 CCT 与 CVT 代替分类标记的最后一层。在 CIFAR-10 上它把 ViT-Lite-7/4 的准确率从 91.38 提到 92.43 %。',
  },
  formula: 'y = \\sum_i a_i z_i, \\qquad z = \\mathrm{LN}(x), \\quad a = \\mathrm{softmax}_i(w^\\top z_i + b)',
  cost: { parameters: '3C + 1', macs: '2NC' },
  paper: { title: 'Escaping the Big Data Paradigm with Compact Transformers', authors: 'Hassani et al.', venue: 'arXiv', year: 2021, link: 'https://arxiv.org/abs/2104.05704' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    bias: option(z.boolean().default(true), { en: 'Bias of the score', 'zh-CN': '打分的偏置' }, { en: 'Part of the published counts. It trains to nothing.', 'zh-CN': '计入论文公布的参数量，训练中不起作用。' }),
    epsilon: option(z.number().min(1e-12).max(1e-2).default(1e-5), { en: 'Epsilon of the normalisation', 'zh-CN': '归一化的 ε' }),
  }),
  check() {},
  build(scope, { bias, epsilon }, { channels, height, width }) {
    const norm = layerNormalization(scope.child('norm'), channels, epsilon)
    const pool = tokenPooling(scope.child('pool'), { width: channels, bias, meta: { kind: 'attention', mechanism: 'sequence-pooling', keyGrid: [height, width], queryGrid: null, extra: 0 } })
    return (x, ctx) => pool(norm(toTokens(x), ctx), ctx)
  },
})
