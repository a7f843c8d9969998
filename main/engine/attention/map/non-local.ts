/**
 * Non-local block (Wang et al. CVPR 2018, eqs. 1-6): z = x + norm(W y), y_i = Σ_j f(x_i, x_j) g(x_j), C' = C / reduction. f is one of
 * embedded Gaussian softmax(theta phiᵀ / √C'), Gaussian softmax(x xᵀ) (theta and phi are x itself), dot product theta phiᵀ / M, and
 * concatenation relu(w [theta; phi]) / M, M the number of keys. The norm's gamma (or W, without a norm) starts at 0.
 * Parameters 3(CC' + C') + C'C + 2C with theta and phi, CC' + C' + C'C + 2C without; concatenation 2C' more; a bias of W C more.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { fanInUniform, normal, zeros } from '../../layers/initializers.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { maxPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul, relu, softmax } from '../../tensorflow/kernels/index.ts'
import { checkPairs } from '../memory.ts'
import { mechanism } from '../mechanism.ts'
import { toMap, toTokens } from '../tokens.ts'

const forms = ['embedded-gaussian', 'gaussian', 'dot-product', 'concatenation'] as const
type Form = (typeof forms)[number]
type Pairwise = (queries: tf.Tensor, keys: tf.Tensor) => tf.Tensor

const same: Layer = (x) => x

/** f: queries (B, N, C'), keys (B, M, C') → (B, N, M). */
function pairwise(scope: Scope, form: Form, width: number, factor: number): Pairwise {
  const products: Pairwise = (queries, keys) => matMul(queries, keys, { transposeB: true })
  switch (form) {
    case 'embedded-gaussian':
      return (queries, keys) => softmax(products(factor === 1 ? queries : tf.mul(queries, factor), keys))
    case 'gaussian':
      return (queries, keys) => softmax(products(queries, keys))
    case 'dot-product':
      return (queries, keys) => products(tf.div(queries, keys.shape[1]!), keys)
    case 'concatenation': {
      // w [theta; phi] = w₁ theta + w₂ phi, so the N · M pairs are never put together.
      const w = scope.weight('concatenation/kernel', [2 * width, 1], fanInUniform())
      return (queries, keys) => {
        const [fromQueries, fromKeys] = [matMul(queries, tf.slice(w, [0, 0], [width, 1])), matMul(keys, tf.slice(w, [width, 0], [width, 1]))]
        return tf.div(relu(tf.add(fromQueries, tf.transpose(fromKeys, [0, 2, 1]))), keys.shape[1]!)
      }
    }
  }
}

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
  articles: [{
    article: '002',
    says: {
      en: 'Its one piece of code is a Non-local block, as the way to put self-attention into a CNN.',
      'zh-CN': '全文唯一的代码就是 Non-local 模块，作为在 CNN 中插入自注意力的做法。',
    },
    wrong: {
      en: 'Five faults. (1) It crashes on its own example: phi times g is a 32 × 32 matrix, which is then multiplied by one of 3136 × 32. (2) The roles are swapped: phi is scored against g and theta is used as the value; it should be theta against phi, and g as the value. (3) It divides by √C, the width of the map; the score has the reduced width C′. (4) W does not start at 0, so the block disturbs a trained network from its first step. (5) Leaving out the last permute makes it run, and it then silently compares channels with channels (C′ × C′) and no places.',
      'zh-CN': '共五处错误。(1) 它自己的示例就会报错：phi 乘 g 得到 32 × 32 的矩阵，再去乘 3136 × 32 的矩阵。(2) 角色颠倒：用 phi 与 g 打分、以 theta 作值；应当用 theta 与 phi 打分、以 g 作值。(3) 除以特征图宽度的 √C，而打分的宽度是缩减后的 C′。(4) W 没有从 0 开始，从第一步起就扰乱已训练的网络。(5) 去掉最后一个 permute 就能运行，但那样比较的是通道与通道（C′ × C′），与位置无关，且没有任何提示。',
    },
  }],
  showsPlaces: true,
  options: z.strictObject({
    form: option(z.enum(forms).default('embedded-gaussian'), { en: 'Form', 'zh-CN': '形式' }, {
      en: 'How two places are compared. Only the Gaussian forms give weights that sum to 1.', 'zh-CN': '两个位置如何比较。只有高斯形式的权重之和为 1。',
    }, {
      'embedded-gaussian': { en: 'Embedded Gaussian', 'zh-CN': '嵌入高斯' },
      gaussian: { en: 'Gaussian', 'zh-CN': '高斯' },
      'dot-product': { en: 'Dot product', 'zh-CN': '点积' },
      concatenation: { en: 'Concatenation', 'zh-CN': '拼接' },
    }),
    reduction: option(z.number().min(1).max(64).default(2), { en: 'Reduction of the width', 'zh-CN': '通道缩减倍数' }),
    scale: option(z.enum(['reduced', 'input', 'none']).default('reduced'), { en: 'Scale of the embedded Gaussian', 'zh-CN': '嵌入高斯的缩放' }, {
      en: 'By the root of the reduced width (the authors’ code, mmcv), of the width of the map (timm), or not (eq. 3 of the paper).', 'zh-CN': '除以缩减后通道数的平方根（作者代码、mmcv）、特征图通道数的平方根（timm），或不缩放（论文式 3）。',
    }, {
      reduced: { en: 'Reduced width', 'zh-CN': '缩减后的通道数' },
      input: { en: 'Width of the map', 'zh-CN': '特征图通道数' },
      none: { en: 'None', 'zh-CN': '不缩放' },
    }),
    pool: option(z.boolean().default(false), { en: 'Pool the keys 2 × 2', 'zh-CN': '键做 2 × 2 池化' }, { en: 'Quarter the cost of the comparisons.', 'zh-CN': '比较的代价降为四分之一。' }),
    norm: option(z.boolean().default(true), { en: 'Batch normalisation', 'zh-CN': '批归一化' }),
    bias: option(z.boolean().default(false), { en: 'Bias before the normalisation', 'zh-CN': '归一化前的偏置' }, { en: 'As in timm. It trains to nothing.', 'zh-CN': '与 timm 相同，训练中不起作用。' }),
  }),
  check({ reduction, pool }, { channels, height, width }) {
    if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'non-local', reduction, channels })
    if (pool && Math.min(height, width) < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'non-local', height, width, needed: 2 })
    checkPairs({ queries: height * width, keys: pool ? (height >> 1) * (width >> 1) : height * width, heads: 1, width: channels })
  },
  build(scope, { form, reduction, scale, pool, norm, bias }, { channels, height, width }) {
    const reduced = Math.floor(channels / reduction)
    const project = (name: string) => dense(scope.child(name), { in: channels, out: reduced, kernel: normal(0.01) })
    const [theta, phi] = form === 'gaussian' ? [same, same] : [project('theta'), project('phi')]
    const g = project('g')
    const out = dense(scope.child('out'), { in: reduced, out: channels, bias: bias || !norm, kernel: norm ? normal(0.01) : zeros })
    const normalize = norm ? batchNormalization(scope.child('norm'), channels, { gamma: zeros }) : same
    const compare = pairwise(scope, form, reduced, { reduced: 1 / Math.sqrt(reduced), input: 1 / Math.sqrt(channels), none: 1 }[scale])
    const pooled = (x: tf.Tensor) => toTokens(pool ? maxPool(x, 2) : x)
    const side = (length: number) => (pool ? length >> 1 : length)
    const sums = form === 'embedded-gaussian' || form === 'gaussian'
    const meta: TapMeta = { kind: 'attention', mechanism: 'non-local', keyGrid: [side(height), side(width)], queryGrid: [height, width], extra: 0, ...(sums ? {} : { distribution: false }) }
    return (x, ctx) => {
      const weights = compare(toTokens(theta(x, ctx)), pooled(phi(x, ctx)))
      ctx.tap(scope.path, tf.expandDims(weights, 1), meta)
      const attended = matMul(weights, pooled(g(x, ctx)))
      return tf.add(x, normalize(toMap(out(attended, ctx), height, width), ctx))
    }
  },
})
