/** Weighted bidirectional fusion of scales: the weights are learned, one for each map that comes in, and the same for every image. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { biFeaturePyramid, fusionWeights } from './bi-feature-pyramid.ts'
import { fusion, intoCoarsest, widthOption } from './fusion.ts'

export const bifpn = fusion({
  id: 'bifpn',
  name: { en: 'BiFPN', 'zh-CN': '双向加权特征金字塔 BiFPN' },
  summary: {
    en: 'Maps of several scales pass their information down and up again; where they meet, learned weights say how much each counts. The weights are alike for every place and every image.',
    'zh-CN': '多个尺度的特征图先自上而下、再自下而上传递信息；在汇合处由学到的权重决定各自的分量。权重对所有位置和图像都相同。',
  },
  formula: 'O = \\sum_i \\frac{\\mathrm{relu}(w_i)}{\\epsilon + \\sum_j \\mathrm{relu}(w_j)}\\, I_i, \\qquad \\epsilon = 10^{-4}',
  cost: { parameters: 'd\\sum_l C_l + 2Ld + p\\,(2(L-1)(d^2 + 11d) + 5L - 6) + dC + C', macs: '\\sum_l N_l \\big(C_l d + p\\,n_l (d^2 + 9d)\\big) + NdC,\\; n_1 = n_L = 1,\\ \\text{else } 2' },
  paper: { title: 'EfficientDet: Scalable and Efficient Object Detection', authors: 'Tan et al.', venue: 'CVPR', year: 2020, link: 'https://arxiv.org/abs/1911.09070' },
  articles: [
    { article: '000', says: { en: 'Names the fusion of several scales as a use of attention, without code.', 'zh-CN': '把多尺度融合列为注意力的一种用途，但没有代码。' } },
    {
      article: '001',
      says: { en: 'Names EfficientDet as a detector with attention.', 'zh-CN': '把 EfficientDet 列为使用注意力的检测器。' },
      wrong: { en: 'True only of these weights: they are learned once and do not depend on the image, so it is weighing and not looking.', 'zh-CN': '只有这些融合权重勉强算数：它们训练后就固定，与图像无关，是加权而不是“看”。' },
    },
  ],
  showsPlaces: false,
  options: z.strictObject({
    width: widthOption,
    layers: option(z.int().min(1).max(8).default(1), { en: 'Passes down and up', 'zh-CN': '上下往返次数' }),
    weights: option(z.enum(fusionWeights).default('fast'), { en: 'Weights', 'zh-CN': '权重' }, undefined, {
      fast: { en: 'Fast: relu, divided by the sum', 'zh-CN': '快速：relu 后除以总和' }, softmax: { en: 'Softmax', 'zh-CN': 'Softmax' }, sum: { en: 'None: a plain sum', 'zh-CN': '无：直接相加' },
    }),
  }),
  check() {},
  fuse: (scope, { width, layers, weights }, inputs) =>
    intoCoarsest(scope, biFeaturePyramid(scope, { channels: inputs.map(({ channels }) => channels), width, layers, weights }), width, inputs),
})
