/**
 * Global context block (Cao et al. ICCVW 2019, eq. 5): one context c = Σ aᵢxᵢ, a = softmax over the places of x·w; bottleneck
 * t = W₂ relu(LN(W₁c)) of width m = C / r; then y = x + t, y = x · sigmoid(t), or the product first and the sum after it.
 * Parameters C + 1 + 2Cm + 3m + C for one fusion, 2Cm + 3m + C more for both. W₂ starts at 0.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { zeros } from '../../layers/initializers.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { toTokens } from '../tokens.ts'
import { tokenPooling } from './softmax-pooling.ts'

/** W₂ relu(LN(W₁c)): (B, C) → (B, C). */
function bottleneck(scope: Scope, channels: number, reduced: number, epsilon: number): Layer {
  const first = dense(scope.child('first'), { in: channels, out: reduced })
  const norm = layerNormalization(scope.child('norm'), reduced, epsilon)
  const second = dense(scope.child('second'), { in: reduced, out: channels, kernel: zeros })
  return (x, ctx) => second(relu(norm(first(x, ctx), ctx)), ctx)
}

/** The plain mean, whose weights are alike everywhere: (B, N, C) → (B, C). */
const evenPooling = (path: string, meta: TapMeta): Layer => (x, ctx) => {
  const [batch, length] = x.shape as [number, number, number]
  ctx.tap(path, tf.fill([batch, 1, 1, length], 1 / length), meta)
  return tf.mean(x, 1)
}

export const globalContext = mechanism({
  id: 'global-context',
  name: { en: 'Global context block', 'zh-CN': '全局上下文模块 GC' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Takes one weighted summary of the whole map and adds it to every place: what a non-local block comes to when all queries look alike. It costs hardly more than squeeze-and-excitation.',
    'zh-CN': '把整张特征图加权概括成一个上下文，再加到每个位置：相当于所有查询都看向同处的 Non-local 模块。代价与 SE 相近。',
  },
  formula: 'y = x + W_2\\,\\mathrm{relu}\\Big(\\mathrm{LN}\\big(W_1 \\textstyle\\sum_i a_i x_i\\big)\\Big), \\qquad a = \\mathrm{softmax}_i(w^\\top x_i)',
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{3C}{r} + 2C + 1', macs: '2NC + \\tfrac{2C^2}{r}' },
  paper: { title: 'GCNet: Non-local Networks Meet Squeeze-Excitation Networks and Beyond', authors: 'Cao et al.', venue: 'ICCVW', year: 2019, link: 'https://arxiv.org/abs/1904.11492' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    reduction: option(z.number().min(1).max(64).default(16), { en: 'Reduction', 'zh-CN': '缩减倍数' }, { en: 'The paper takes 16, timm 8.', 'zh-CN': '论文取 16，timm 取 8。' }),
    fusion: option(z.enum(['add', 'multiply', 'both']).default('add'), { en: 'Fusion', 'zh-CN': '融合方式' }, { en: 'How the context meets each place. The paper adds; timm multiplies by its sigmoid.', 'zh-CN': '上下文如何作用于各位置。论文用相加，timm 用 Sigmoid 后相乘。' }, {
      add: { en: 'Add', 'zh-CN': '相加' },
      multiply: { en: 'Multiply', 'zh-CN': '相乘' },
      both: { en: 'Multiply, then add', 'zh-CN': '先乘后加' },
    }),
    pool: option(z.enum(['attention', 'mean']).default('attention'), { en: 'Summary by', 'zh-CN': '概括方式' }, undefined, {
      attention: { en: 'Attention', 'zh-CN': '注意力' },
      mean: { en: 'Plain mean', 'zh-CN': '普通平均' },
    }),
    epsilon: option(z.number().min(1e-12).max(1e-2).default(1e-5), { en: 'Epsilon of the normalisation', 'zh-CN': '归一化的 ε' }, { en: '1e-5 in mmcv, 1e-6 in timm.', 'zh-CN': 'mmcv 用 1e-5，timm 用 1e-6。' }),
    bias: option(z.boolean().default(true), { en: 'Bias of the score', 'zh-CN': '打分的偏置' }, { en: 'Part of the published counts. It trains to nothing.', 'zh-CN': '计入论文公布的参数量，训练中不起作用。' }),
  }),
  check({ reduction }, { channels }) {
    if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'global-context', reduction, channels })
  },
  build(scope, { reduction, fusion, pool, epsilon, bias }, { channels, height, width }) {
    const meta: TapMeta = { kind: 'attention', mechanism: 'global-context', keyGrid: [height, width], queryGrid: null, extra: 0 }
    const context = pool === 'mean' ? evenPooling(scope.path, meta) : tokenPooling(scope, { width: channels, meta, bias })
    const transform = (name: string) => bottleneck(scope.child(name), channels, Math.floor(channels / reduction), epsilon)
    const multiply = fusion === 'add' ? null : transform('multiply')
    const add = fusion === 'multiply' ? null : transform('add')
    return (x, ctx) => {
      const summary = context(toTokens(x), ctx)
      const everywhere = (t: tf.Tensor) => tf.reshape(t, [x.shape[0]!, 1, 1, channels])
      const scaled = multiply ? tf.mul(x, everywhere(tf.sigmoid(multiply(summary, ctx)))) : x
      return add ? tf.add(scaled, everywhere(add(summary, ctx))) : scaled
    }
  },
})
