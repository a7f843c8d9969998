/**
 * Coordinate attention (Hou et al. CVPR 2021): the mean of each row and of each column, joined to H + W vectors, go through one layer
 * f = hardSwish(BN(W₁ ·)) of width m = max(8, C / r); y = x · sigmoid(W_h f_row) · sigmoid(W_w f_column). Parameters 3Cm + 3m + 2C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { dense } from '../../layers/dense.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { hardSwish } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { reductionOption, tapGate } from './parts.ts'

export const coordinate = mechanism({
  id: 'coordinate',
  name: { en: 'Coordinate attention', 'zh-CN': '坐标注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Every row and every column of the map gets a gate for each channel, from its own mean. A place is turned up by its row and by its column together, so the gate knows where things are.',
    'zh-CN': '特征图的每一行、每一列由自身均值得到各通道的门。一个位置由所在的行和列共同调节，因此门知道东西在哪里。',
  },
  formula: 'y_{ij} = x_{ij} \\cdot \\sigma(W_h f_i) \\cdot \\sigma(W_w f_j), \\qquad f = \\mathrm{hswish}\\big(\\mathrm{BN}(W_1[\\mathrm{mean}_W x,\\, \\mathrm{mean}_H x])\\big)',
  cost: { parameters: '3Cm + 3m + 2C', macs: '2Cm(H + W)' },
  paper: { title: 'Coordinate Attention for Efficient Mobile Network Design', authors: 'Hou et al.', venue: 'CVPR', year: 2021, link: 'https://arxiv.org/abs/2103.02907' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    reduction: reductionOption(32),
    least: option(z.int().min(1).max(64).default(8), { en: 'Least reduced width', 'zh-CN': '缩减后的最小宽度' }, { en: 'm is C / r, and at least this.', 'zh-CN': 'm 取 C / r，但不小于此值。' }),
  }),
  check() {},
  build(scope, { reduction, least }, { channels, height, width }) {
    const reduced = Math.max(least, Math.floor(channels / reduction))
    const join = dense(scope.child('join'), { in: channels, out: reduced })
    const norm = batchNormalization(scope.child('norm'), reduced)
    const ofRows = dense(scope.child('rows'), { in: reduced, out: channels })
    const ofColumns = dense(scope.child('columns'), { in: reduced, out: channels })
    return (x, ctx) => {
      const lines = tf.concat([tf.mean(x, 2), tf.mean(x, 1)], 1)
      const [rows, columns] = tf.split(hardSwish(norm(join(lines, ctx), ctx)), [height, width], 1) as [tf.Tensor, tf.Tensor]
      const gate = tf.mul(tf.expandDims(tf.sigmoid(ofRows(rows, ctx)), 2), tf.expandDims(tf.sigmoid(ofColumns(columns, ctx)), 1))
      tapGate(ctx, scope.path, 'coordinate', gate)
      return tf.mul(x, gate)
    }
  },
})
