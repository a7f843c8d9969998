/**
 * SAGAN self-attention (Zhang et al. ICML 2019): theta, phi C → C/8, g C → C/2, phi and g max-pooled 2×2, scores not scaled,
 * y = x + gamma · o(softmax(theta phiᵀ) g), gamma starts at 0. Parameters 1.25C² + 1.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { dense } from '../../layers/dense.ts'
import { xavierUniform, zeros } from '../../layers/initializers.ts'
import { maxPool } from '../../layers/pooling.ts'
import { attend } from '../attend.ts'
import { mechanism } from '../mechanism.ts'
import { scores } from '../scores/catalogue.ts'
import { splitHeads, joinHeads, toMap, toTokens } from '../tokens.ts'

export const sagan = mechanism({
  id: 'sagan',
  name: { en: 'SAGAN self-attention', 'zh-CN': 'SAGAN 自注意力' },
  kind: 'map',
  group: 'map',
  summary: {
    en: 'One attention map between all places, at a narrow width. A learned strength that starts at 0 lets the network begin without it.',
    'zh-CN': '在较窄的通道上计算所有位置之间的一张注意力图。可学习的强度从 0 开始，网络起步时等于没有它。',
  },
  formula: 'y = x + \\gamma\\, W_o\\,\\mathrm{softmax}(\\theta(x)\\phi(x)^\\top)\\,g(x), \\qquad \\gamma_0 = 0',
  cost: { parameters: '\\tfrac{5}{4}C^2 + 1', macs: '\\tfrac{5}{4}NC^2 + \\tfrac{5}{32}N^2C' },
  paper: { title: 'Self-Attention Generative Adversarial Networks', authors: 'Zhang et al.', venue: 'ICML', year: 2019, link: 'https://arxiv.org/abs/1805.08318' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    pool: option(z.boolean().default(true), { en: 'Pool the keys 2 × 2', 'zh-CN': '键做 2 × 2 池化' }, { en: 'Quarter the cost; the maps get coarser.', 'zh-CN': '代价降为四分之一，注意力图变粗。' }),
  }),
  check({ pool }, { channels, height, width }) {
    if (channels < 8) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'sagan', channels, needed: 8 })
    if (pool && Math.min(height, width) < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'sagan', height, width, needed: 2 })
  },
  build(scope, { pool }, { channels, height, width }) {
    const narrow = Math.floor(channels / 8)
    const half = Math.floor(channels / 2)
    const project = (name: string, from: number, out: number) => dense(scope.child(name), { in: from, out, bias: false, kernel: xavierUniform })
    const theta = project('theta', channels, narrow)
    const phi = project('phi', channels, narrow)
    const g = project('g', channels, half)
    const o = project('o', half, channels)
    const gamma = scope.weight('gamma', [], zeros)
    const score = scores.dot.build(scope, { heads: 1, width: narrow })
    const pooled = (x: tf.Tensor) => (pool ? maxPool(x, 2) : x)
    const side = (length: number) => (pool ? length >> 1 : length)
    const meta = { kind: 'attention' as const, mechanism: 'sagan', keyGrid: [side(height), side(width)] as [number, number], queryGrid: [height, width] as [number, number], extra: 0 }
    return (x, ctx) => {
      const [q, k, v] = [theta(x, ctx), pooled(phi(x, ctx)), pooled(g(x, ctx))].map((part) => splitHeads(toTokens(part), 1)) as [tf.Tensor, tf.Tensor, tf.Tensor]
      const attended = joinHeads(attend(q, k, v, ctx, { path: scope.path, meta, score }))
      return tf.add(x, tf.mul(gamma, toMap(o(attended, ctx), height, width)))
    }
  },
})
