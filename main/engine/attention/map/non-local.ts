/**
 * Non-local block, embedded Gaussian (Wang et al. CVPR 2018, eqs. 1-6): z = x + norm(W · softmax(theta(x) phi(x)ᵀ / √C') g(x)),
 * C' = C / reduction. The norm's gamma (or W, without a norm) starts at 0, so the block starts as nothing.
 * Parameters 3(CC' + C') + C'C + 2C; C more with a bias of W (timm has one, dead before the norm; mmcv has none).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { normal, zeros } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { maxPool } from '../../layers/pooling.ts'
import { matMul } from '../../tensorflow/kernels/index.ts'
import { attend } from '../attend.ts'
import { mechanism } from '../mechanism.ts'
import { joinHeads, splitHeads, toMap, toTokens } from '../tokens.ts'

const same: Layer = (x) => x

export const nonLocal = mechanism({
  id: 'non-local',
  name: { en: 'Non-local block', 'zh-CN': 'Non-local 模块' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Every position asks every other position “are you like me?” and adds what it learns to itself. It starts as doing nothing.',
    'zh-CN': '每个位置询问其他所有位置“你像我吗？”，并把得到的信息加到自身。起步时不起任何作用。',
  },
  formula: "z = x + \\mathrm{BN}\\!\\left(W\\,\\mathrm{softmax}\\!\\left(\\frac{\\theta(x)\\phi(x)^\\top}{\\sqrt{C'}}\\right) g(x)\\right)",
  cost: { parameters: '\\tfrac{4C^2}{r} + \\tfrac{3C}{r} + 2C', macs: '\\tfrac{4NC^2 + 2N^2C}{r}' },
  paper: { title: 'Non-local Neural Networks', authors: 'Wang et al.', venue: 'CVPR', year: 2018, link: 'https://arxiv.org/abs/1711.07971' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    reduction: option(z.int().min(1).max(64).default(2), { en: 'Reduction of the width', 'zh-CN': '通道缩减倍数' }),
    scale: option(z.enum(['reduced', 'input', 'none']).default('reduced'), { en: 'Scale', 'zh-CN': '缩放' }, { en: 'By the root of the reduced width (the paper), of the width of the map (timm), or not.', 'zh-CN': '除以缩减后通道数的平方根（论文）、特征图通道数的平方根（timm），或不缩放。' }),
    pool: option(z.boolean().default(false), { en: 'Pool the keys 2 × 2', 'zh-CN': '键做 2 × 2 池化' }),
    norm: option(z.boolean().default(true), { en: 'Batch normalisation', 'zh-CN': '批归一化' }),
    bias: option(z.boolean().default(false), { en: 'Bias before the normalisation', 'zh-CN': '归一化前的偏置' }, { en: 'As in timm. It trains to nothing.', 'zh-CN': '与 timm 相同，训练中不起作用。' }),
  }),
  check({ reduction, pool }, { channels, height, width }) {
    if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'non-local', reduction, channels })
    if (pool && Math.min(height, width) < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'non-local', height, width, needed: 2 })
  },
  build(scope, { reduction, scale, pool, norm, bias }, { channels, height, width }) {
    const reduced = Math.floor(channels / reduction)
    const project = (name: string) => dense(scope.child(name), { in: channels, out: reduced, kernel: normal(0.01) })
    const [theta, phi, g] = [project('theta'), project('phi'), project('g')]
    const out = dense(scope.child('out'), { in: reduced, out: channels, bias: bias || !norm, kernel: norm ? normal(0.01) : zeros })
    const normalize = norm ? batchNormalization(scope.child('norm'), channels, { gamma: zeros }) : same
    const factor = { reduced: 1 / Math.sqrt(reduced), input: 1 / Math.sqrt(channels), none: 1 }[scale]
    const score = (q: tf.Tensor, k: tf.Tensor) => matMul(factor === 1 ? q : tf.mul(q, factor), k, { transposeB: true })
    const pooled = (x: tf.Tensor) => (pool ? maxPool(x, 2) : x)
    const side = (length: number) => (pool ? length >> 1 : length)
    const meta = { kind: 'attention' as const, mechanism: 'non-local', keyGrid: [side(height), side(width)] as [number, number], queryGrid: [height, width] as [number, number], extra: 0 }
    return (x, ctx) => {
      const [q, k, v] = [theta(x, ctx), pooled(phi(x, ctx)), pooled(g(x, ctx))].map((part) => splitHeads(toTokens(part), 1)) as [tf.Tensor, tf.Tensor, tf.Tensor]
      const attended = joinHeads(attend(q, k, v, ctx, { path: scope.path, meta, score }))
      return tf.add(x, normalize(toMap(out(attended, ctx), height, width), ctx))
    }
  },
})
