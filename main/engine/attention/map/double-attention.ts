/**
 * Double attention block (Chen et al. NeurIPS 2018, A²-Nets, eqs. 4-6): gather G = A softmax_N(B)ᵀ, one summary of the image for each
 * of the n attention maps; distribute Z = G softmax_n(V), each place its own mixture of the summaries; z = x + norm(W Z).
 * A of width C / r, B and V of width n = C / r. Softmaxes run over the places and over the n maps, never over the batch.
 * Parameters 4C²/r + 3C/r + 2C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { zeros } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { toMap, toTokens } from '../tokens.ts'

const same: Layer = (x) => x

export const doubleAttention = mechanism({
  id: 'double-attention',
  name: { en: 'Double attention block (A²)', 'zh-CN': '双重注意力模块 A²' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'First it gathers a handful of summaries of the image, each with an attention map of its own; then each place takes the mixture of summaries it needs. The cost grows with the number of places and not with its square.',
    'zh-CN': '先用各自的注意力图收集若干份全图概括，再让每个位置按需取用它们的混合。代价随位置数线性增长，而不是平方。',
  },
  formula: 'z = x + \\mathrm{BN}\\big(W\\, G\\, \\mathrm{softmax}_n(V)\\big), \\qquad G = A\\,\\mathrm{softmax}_N(B)^\\top',
  cost: { parameters: '\\tfrac{4C^2}{r} + \\tfrac{3C}{r} + 2C', macs: '\\tfrac{4NC^2}{r} + \\tfrac{2NC^2}{r^2}' },
  paper: { title: 'A²-Nets: Double Attention Networks', authors: 'Chen et al.', venue: 'NeurIPS', year: 2018, link: 'https://arxiv.org/abs/1810.11579' },
  articles: [{
    article: '004',
    says: {
      en: 'Its list beside the text names DoubleAttention: features are gathered from the whole image and then distributed. That is what it does.',
      'zh-CN': '侧栏列表提到 DoubleAttention：先全局聚集特征，再分配到各处。说法正确。',
    },
  }],
  showsPlaces: true,
  options: z.strictObject({
    reduction: option(z.number().min(1).max(64).default(4), { en: 'Reduction of the gathered width', 'zh-CN': '聚集特征的缩减倍数' }),
    mapReduction: option(z.number().min(1).max(64).default(4), { en: 'Channels for each attention map', 'zh-CN': '每张注意力图对应的通道数' }, { en: 'The block has C divided by this many maps.', 'zh-CN': '注意力图的张数为 C 除以它。' }),
    norm: option(z.boolean().default(true), { en: 'Batch normalisation', 'zh-CN': '批归一化' }),
  }),
  check({ reduction, mapReduction }, { channels }) {
    const largest = Math.max(reduction, mapReduction)
    if (largest > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'double-attention', reduction: largest, channels })
  },
  build(scope, { reduction, mapReduction, norm }, { channels, height, width }) {
    const [gathered, maps] = [Math.floor(channels / reduction), Math.floor(channels / mapReduction)]
    const project = (name: string, out: number) => dense(scope.child(name), { in: channels, out })
    const [features, gather, distribute] = [project('features', gathered), project('gather', maps), project('distribute', maps)]
    const out = dense(scope.child('out'), { in: gathered, out: channels, bias: !norm, ...(norm ? {} : { kernel: zeros }) })
    const normalize = norm ? batchNormalization(scope.child('norm'), channels, { gamma: zeros }) : same
    const meta: TapMeta = { kind: 'attention', mechanism: 'double-attention', keyGrid: [height, width], queryGrid: null, extra: 0 }
    return (x, ctx) => {
      const weights = softmax(tf.transpose(toTokens(gather(x, ctx)), [0, 2, 1]))
      ctx.tap(scope.path, tf.expandDims(weights, 2), meta)
      const summaries = matMul(weights, toTokens(features(x, ctx)))
      const mixed = matMul(softmax(toTokens(distribute(x, ctx))), summaries)
      return tf.add(x, normalize(toMap(out(mixed, ctx), height, width), ctx))
    }
  },
})
