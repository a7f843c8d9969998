/**
 * BAM (Park et al. BMVC 2018): y = x (1 + sigmoid(Mc + Ms)). Mc (B, C): mean → C/r → C, batch-normalised between.
 * Ms (B, H, W): 1×1 to C/r, two 3×3 with dilation, each with BN and ReLU, 1×1 to one. With m = C/r: 3Cm + 18m² + 13m + C + 1 parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import type { Layer } from '../../layers/context.ts'
import { convolve } from '../../layers/convolution.ts'
import { dense } from '../../layers/dense.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { relu } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { checkReduction, reducedTo, reductionOption, tapChannels, tapGate } from './parts.ts'

function normalized(scope: Scope, layer: Layer, width: number): Layer {
  const norm = batchNormalization(scope.child('norm'), width)
  return (x, ctx) => relu(norm(layer(x, ctx), ctx))
}

function channelScores(scope: Scope, channels: number, reduced: number): Layer {
  const squeeze = normalized(scope.child('squeeze'), dense(scope.child('squeeze'), { in: channels, out: reduced }), reduced)
  const excite = dense(scope.child('excite'), { in: reduced, out: channels })
  return (x, ctx) => tf.reshape(excite(squeeze(meanPool(x), ctx), ctx), [x.shape[0]!, 1, 1, channels])
}

function placeScores(scope: Scope, channels: number, reduced: number, dilation: number): Layer {
  const reduce = normalized(scope.child('reduce'), dense(scope.child('reduce'), { in: channels, out: reduced }), reduced)
  const spread = ['dilated0', 'dilated1'].map((name) => normalized(scope.child(name), convolve(scope.child(name), { in: reduced, out: reduced, kernel: 3, dilation, bias: true }), reduced))
  const last = dense(scope.child('out'), { in: reduced, out: 1 })
  return (x, ctx) => last(spread.reduce((y, layer) => layer(y, ctx), reduce(x, ctx)), ctx)
}

export const bam = mechanism({
  id: 'bam',
  name: { en: 'BAM', 'zh-CN': 'BAM 瓶颈注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Channels and places are scored side by side, and one gate of both turns each value up. Dilated convolutions let a place see far around itself.',
    'zh-CN': '并行给通道和位置打分，合成一个门把每个值调高。空洞卷积让每个位置看到较远的周围。',
  },
  formula: 'y = x\\,\\big(1 + \\sigma(M_c(x) + M_s(x))\\big)',
  cost: { parameters: '\\tfrac{3C^2}{r} + \\tfrac{18C^2}{r^2} + \\tfrac{13C}{r} + C + 1', macs: '\\tfrac{2C^2}{r} + N\\left(\\tfrac{C^2}{r} + \\tfrac{18C^2}{r^2} + \\tfrac{C}{r}\\right)' },
  paper: { title: 'BAM: Bottleneck Attention Module', authors: 'Park et al.', venue: 'BMVC', year: 2018, link: 'https://arxiv.org/abs/1807.06514' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    reduction: reductionOption(16),
    dilation: option(z.int().min(1).max(8).default(4), { en: 'Dilation', 'zh-CN': '空洞率' }),
    combine: option(z.enum(['sum', 'product']).default('sum'), { en: 'How the scores meet', 'zh-CN': '分数的合并' }, { en: 'The paper adds them; the code of its authors multiplies them, inside the sigmoid.', 'zh-CN': '论文相加，作者的代码在 sigmoid 内相乘。' }, { sum: { en: 'sum (paper)', 'zh-CN': '相加（论文）' }, product: { en: 'product (code)', 'zh-CN': '相乘（代码）' } }),
  }),
  check({ reduction }, { channels }) {
    checkReduction('bam', reduction, channels)
  },
  build(scope, { reduction, dilation, combine }, { channels }) {
    const reduced = reducedTo(channels, reduction)
    const ofChannels = channelScores(scope.child('channels'), channels, reduced)
    const ofPlaces = placeScores(scope.child('places'), channels, reduced, dilation)
    return (x, ctx) => {
      const gate = tf.sigmoid((combine === 'sum' ? tf.add : tf.mul)(ofChannels(x, ctx), ofPlaces(x, ctx)))
      tapGate(ctx, scope.path, 'bam', gate)
      tapChannels(ctx, scope.path, 'bam', gate)
      return tf.mul(x, tf.add(gate, 1))
    }
  },
})
