/**
 * SENetV2 (Narayanan 2311.10807): the squeeze goes through `branches` parallel layers of width C / r, which are joined before the excitation,
 * s = sigmoid(W [relu(W₁ m) … relu(W_b m)]), m = mean(x). The paper's equation is y = x + x · s; the module of its figure is y = x · s.
 * Parameters with b branches: b (C²/r + C/r) + bC²/r + C; for r = 32, b = 4: C²/4 + 9C/8.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { dense } from '../../layers/dense.ts'
import { meanPool } from '../../layers/pooling.ts'
import { relu } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { checkReduction, gateChannels, reducedTo, reductionOption } from './parts.ts'

export const senetV2 = mechanism({
  id: 'senetv2',
  name: { en: 'SENetV2', 'zh-CN': 'SENetV2' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Squeeze-and-excitation whose squeeze runs through several narrow layers side by side. Like it, it weighs channels and no places.',
    'zh-CN': '把 SE 的压缩部分换成几条并行的窄层。与 SE 一样，它衡量通道而非位置。',
  },
  formula: 'y = x + x \\cdot \\sigma\\big(W\\,[\\mathrm{relu}(W_1 m), \\ldots, \\mathrm{relu}(W_b m)]\\big), \\qquad m = \\mathrm{mean}(x)',
  cost: { parameters: '\\tfrac{2bC^2}{r} + \\tfrac{bC}{r} + C', macs: '\\tfrac{2bC^2}{r}' },
  paper: { title: 'SENetV2: Aggregated dense layer for channelwise and global representations', authors: 'Narayanan', venue: 'arXiv', year: 2023, link: 'https://arxiv.org/abs/2311.10807' },
  articles: [{ article: '004', says: { en: 'Lists it among related articles as an improved SE. The mechanism is real and is meant.', 'zh-CN': '在相关文章中列为对 SE 的改进。确有此机制，所指无误。' } }],
  showsPlaces: false,
  options: z.strictObject({
    reduction: reductionOption(32),
    branches: option(z.int().min(1).max(16).default(4), { en: 'Branches', 'zh-CN': '分支数' }),
    bias: option(z.boolean().default(true), { en: 'Biases', 'zh-CN': '偏置' }),
    residual: option(z.boolean().default(true), { en: 'Add the map itself', 'zh-CN': '加上原特征图' }, { en: 'x + x·s is the equation of the paper, x·s the module in its figure.', 'zh-CN': 'x + x·s 是论文的公式，x·s 是其图中的模块。' }),
  }),
  check({ reduction }, { channels }) {
    checkReduction('senetv2', reduction, channels)
  },
  build(scope, { reduction, branches, bias, residual }, { channels }) {
    const reduced = reducedTo(channels, reduction)
    const squeezes = Array.from({ length: branches }, (_, i) => dense(scope.child(`branch${i}`), { in: channels, out: reduced, bias }))
    const excite = dense(scope.child('excite'), { in: branches * reduced, out: channels, bias })
    return (x, ctx) => {
      const mean = meanPool(x)
      const joined = tf.concat(squeezes.map((squeeze) => relu(squeeze(mean, ctx))), 1)
      const gated = gateChannels(x, tf.sigmoid(excite(joined, ctx)))
      return residual ? tf.add(x, gated) : gated
    }
  },
})
