/**
 * Criss-cross attention (Huang et al. ICCV 2019, CCNet, §3.2): each place attends to the H + W − 1 places of its row and column,
 * y = x + gamma · Σ softmax(QKᵀ) V, Q and K of width C / 8, not scaled, gamma starts at 0. Applied R times with the same weights
 * (R = 2 reaches every place from every place). Parameters 2(C²/r + C/r) + C² + C + 1.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { TapMeta } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { zeros } from '../../layers/initializers.ts'
import { matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { isLaidOut, overColumns, overRows, turned } from '../lines.ts'
import { mechanism } from '../mechanism.ts'

/** Lower than any score. A place stands in its row and in its column; in its column it is left out. */
const EXCLUDED = -3e38

/** queries, keys (B, H, W, d) → weights over the column (B, H, W, H) and the row (B, H, W, W), which sum to 1 together. */
function crossWeights(queries: tf.Tensor, keys: tf.Tensor): [columns: tf.Tensor, rows: tf.Tensor] {
  const [, height, width] = queries.shape as [number, number, number]
  const others = tf.reshape(tf.mul(tf.eye(height), EXCLUDED), [1, 1, height, height])
  const columnScores = turned(tf.add(matMul(turned(queries), turned(keys), { transposeB: true }), others))
  const weights = softmax(tf.concat([columnScores, matMul(queries, keys, { transposeB: true })], 3))
  return [tf.slice(weights, [0, 0, 0, 0], [-1, -1, -1, height]), tf.slice(weights, [0, 0, 0, height], [-1, -1, -1, width])]
}

export const crissCross = mechanism({
  id: 'criss-cross',
  name: { en: 'Criss-cross attention', 'zh-CN': '十字交叉注意力' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'Each place looks along its own row and column only; done twice, what any place holds has reached every other. It compares N(H + W) pairs instead of N².',
    'zh-CN': '每个位置只看自己所在的行和列；重复两次后，任一位置的信息都能到达所有位置。比较次数由 N² 降为 N(H + W)。',
  },
  formula: 'y_i = x_i + \\gamma \\sum_{j \\in \\mathrm{row}(i) \\cup \\mathrm{column}(i)} \\mathrm{softmax}_j(q_i^\\top k_j)\\, v_j, \\qquad \\gamma_0 = 0',
  cost: { parameters: 'C^2 + \\tfrac{2C^2 + 2C}{r} + C + 1', macs: 'R\\,N\\left(C^2 + \\tfrac{2C^2}{r} + (H + W)(C + \\tfrac{C}{r})\\right)' },
  paper: { title: 'CCNet: Criss-Cross Attention for Semantic Segmentation', authors: 'Huang et al.', venue: 'ICCV', year: 2019, link: 'https://arxiv.org/abs/1811.11721' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    recurrence: option(z.int().min(1).max(4).default(2), { en: 'Times applied', 'zh-CN': '重复次数' }, { en: 'With the same weights each time. Twice is the paper’s.', 'zh-CN': '每次共用同一组权重。论文取 2。' }),
    reduction: option(z.number().min(1).max(64).default(8), { en: 'Reduction of queries and keys', 'zh-CN': '查询与键的缩减倍数' }),
  }),
  check({ reduction }, { channels }) {
    if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'criss-cross', reduction, channels })
  },
  build(scope, { recurrence, reduction }, { channels, height, width }) {
    const project = (name: string, out: number) => dense(scope.child(name), { in: channels, out })
    const [query, key, value] = [project('query', Math.floor(channels / reduction)), project('key', Math.floor(channels / reduction)), project('value', channels)]
    const gamma = scope.weight('gamma', [], zeros)
    const meta: TapMeta = { kind: 'attention', mechanism: 'criss-cross', keyGrid: [height, width], queryGrid: [height, width], extra: 0 }
    return (x, ctx) => {
      let y = x
      for (let pass = 1; pass <= recurrence; pass++) {
        const [columns, rows] = crossWeights(query(y, ctx), key(y, ctx))
        if (isLaidOut(ctx, 1, height * width)) ctx.tap(pass > 1 ? `${scope.path}/pass${pass}` : scope.path, tf.add(overColumns(tf.expandDims(columns, 1)), overRows(tf.expandDims(rows, 1))), meta)
        const values = value(y, ctx)
        const gathered = tf.add(turned(matMul(turned(columns), turned(values))), matMul(rows, values))
        y = tf.add(y, tf.mul(gamma, gathered))
      }
      return y
    }
  },
})
