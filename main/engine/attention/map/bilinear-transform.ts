/**
 * Bilinear attentional transform (Chi et al. CVPR 2020): the map is cut into b × b cells, and cells exchange their contents,
 * Y = P X Q for each group of channels; rows of P (b × b) and columns of Q (b × b) sum to 1 and are made from the map itself,
 * max-pooled to one column and to one row. y = x + f(g(P · h(x) · Q)), f, g, h 1×1 convolution, batch normalisation, ReLU; width C / r.
 * Maps that b does not divide are filled up with zeros. Parameters 2CC' + C'² + 4C' + 2C + C'G + 2G + 2(b³G² + b²G).
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { convolutionBlock } from '../../layers/blocks.ts'
import type { Layer, TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { spatialDropout } from '../../layers/dropout.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism, type MapShape } from '../mechanism.ts'

/** Largest value in each of `cells` strips across the height (axis 1) or the width (axis 2): (B, H, W, G) → (B, cells · G). */
function strips(x: tf.Tensor, axis: 1 | 2, cells: number): tf.Tensor {
  const [, height, width] = x.shape as [number, number, number]
  const size: [number, number] = axis === 1 ? [height / cells, width] : [height, width / cells]
  return tf.reshape(tf.maxPool(x as tf.Tensor4D, size, size, 'valid'), [x.shape[0]!, -1])
}

/** sigmoid(x) / Σ sigmoid(x) over the last axis, as the softmax of log sigmoid(x), which also stands where every sigmoid is 0 in single precision. */
const shares = (x: tf.Tensor) => softmax(tf.neg(tf.softplus(tf.neg(x))))

interface TransformConfig {
  channels: number
  blocks: number
  groups: number
  /** Under which the exchange is handed out. */
  path: string
  meta: TapMeta
}

/** Y = P X Q: (B, b·t, b·s, C) → the same, both divisible by b. */
function transform(scope: Scope, { channels, blocks, groups, path, meta }: TransformConfig): Layer {
  const embed = convolutionBlock(scope.child('embed'), { in: channels, out: groups, kernel: 1 })
  const mixing = (name: string) => dense(scope.child(name), { in: blocks * groups, out: blocks * blocks * groups })
  const [toP, toQ] = [mixing('p'), mixing('q')]
  const after = convolutionBlock(scope.child('after'), { in: channels, out: channels, kernel: 1 })
  return (x, ctx) => {
    const [batch, height, width] = x.shape as [number, number, number]
    const embedded = embed(x, ctx)
    const matrix = (gates: tf.Tensor) => tf.reshape(gates, [batch, groups, blocks, blocks])
    const p = shares(matrix(toP(strips(embedded, 1, blocks), ctx)))
    const qT = shares(tf.transpose(matrix(toQ(strips(embedded, 2, blocks), ctx)), [0, 1, 3, 2]))
    // From cell (r, s) to cell (c, d): P[r, c] · Q[d, s].
    const pairs = tf.mul(tf.reshape(p, [batch * groups, blocks, 1, blocks, 1]), tf.reshape(qT, [batch * groups, 1, blocks, 1, blocks]))
    ctx.tap(path, tf.reshape(pairs, [batch, groups, blocks ** 2, blocks ** 2]), meta)
    const each = channels / groups
    const [t, s] = [height / blocks, width / blocks]
    // (B, G, b, t · W · C/G): P mixes the strips of rows; then (B, G, b, s · H · C/G): Qᵀ those of columns.
    const rows = tf.reshape(tf.transpose(tf.reshape(x, [batch, blocks, t * width, groups, each]), [0, 3, 1, 2, 4]), [batch, groups, blocks, t * width * each])
    const down = tf.reshape(matMul(p, rows), [batch * groups, height, blocks, s * each])
    const columns = tf.reshape(tf.transpose(down, [0, 2, 1, 3]), [batch, groups, blocks, height * s * each])
    const across = tf.reshape(matMul(qT, columns), [batch * groups, blocks, height, s * each])
    const mixed = tf.reshape(tf.transpose(across, [0, 2, 1, 3]), [batch, groups, height * width, each])
    return after(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, height, width, channels]), ctx)
  }
}

/** C / r, a multiple of the groups and at least one channel for each. */
const widthOf = (channels: number, reduction: number, groups: number) => Math.max(1, Math.floor(channels / reduction / groups)) * groups

export const bilinearTransform = mechanism({
  id: 'bilinear-transform',
  name: { en: 'Bilinear attentional transform', 'zh-CN': '双线性注意力变换 BAT' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Cuts the map into a few cells and lets whole cells exchange their contents, by rows and by columns, as the image itself decides. The detail inside a cell is kept.',
    'zh-CN': '把特征图切成少量格子，由图像自身决定各格按行、按列交换内容。格内的细节得以保留。',
  },
  formula: 'y = x + f\\big(g(P\\,h(x)\\,Q)\\big), \\qquad \\textstyle\\sum_c P_{rc} = 1,\\ \\sum_d Q_{ds} = 1',
  cost: {
    parameters: '\\tfrac{2C^2}{r} + \\tfrac{C^2}{r^2} + \\tfrac{C(G + 4)}{r} + 2C + 2G + 2(b^3G^2 + b^2G)',
    macs: '\\tfrac{2NC^2}{r} + \\tfrac{NC^2}{r^2} + \\tfrac{NC(G + 2b)}{r} + 2b^3G^2',
  },
  paper: { title: 'Non-Local Neural Networks With Grouped Bilinear Attentional Transforms', authors: 'Chi et al.', venue: 'CVPR', year: 2020, link: 'https://openaccess.thecvf.com/content_CVPR_2020/html/Chi_Non-Local_Neural_Networks_With_Grouped_Bilinear_Attentional_Transforms_CVPR_2020_paper.html' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    blocks: option(z.int().min(1).max(16).default(4), { en: 'Cells along each side, b', 'zh-CN': '每边格数 b' }, { en: 'The paper takes 7 on maps of 14 × 14.', 'zh-CN': '论文在 14 × 14 的特征图上取 7。' }),
    groups: option(z.int().min(1).max(16).default(2), { en: 'Groups of channels, G', 'zh-CN': '通道组数 G' }),
    reduction: option(z.number().min(1).max(64).default(4), { en: 'Reduction of the width', 'zh-CN': '通道缩减倍数' }),
    dropout: option(z.number().min(0).max(0.9).default(0.2), { en: 'Dropout of whole channels', 'zh-CN': '整通道 Dropout' }),
  }),
  check({ groups, reduction }, { channels }) {
    const largest = Math.max(groups, reduction)
    if (largest > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'bilinear-transform', reduction: largest, channels })
  },
  build(scope, { blocks, groups, reduction, dropout }, { channels, height, width }: MapShape) {
    const inner = widthOf(channels, reduction, groups)
    const before = convolutionBlock(scope.child('before'), { in: channels, out: inner, kernel: 1 })
    const meta: TapMeta = { kind: 'attention', mechanism: 'bilinear-transform', keyGrid: [blocks, blocks], queryGrid: [blocks, blocks], extra: 0 }
    const bilinear = transform(scope.child('transform'), { channels: inner, blocks, groups, path: scope.path, meta })
    const after = convolutionBlock(scope.child('after'), { in: inner, out: channels, kernel: 1 })
    const drop = spatialDropout(scope, dropout)
    const missing = (length: number) => (blocks - (length % blocks)) % blocks
    const [below, beside] = [missing(height), missing(width)]
    return (x, ctx) => {
      const h = before(x, ctx)
      const filled = below || beside ? tf.pad(h, [[0, 0], [0, below], [0, beside], [0, 0]]) : h
      const mixed = bilinear(filled, ctx)
      const cut = below || beside ? tf.slice(mixed, [0, 0, 0, 0], [-1, height, width, -1]) : mixed
      return tf.add(x, drop(after(cut, ctx), ctx))
    }
  },
})
