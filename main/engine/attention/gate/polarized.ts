/**
 * Polarized self-attention (Liu et al. Neurocomputing 2022). Channel gate: sigmoid(LN(W_z Σ softmax_N(q)ᵢ vᵢ)), q (N), v (N, C/2).
 * Spatial gate: sigmoid(Σ_c softmax_C(mean q)_c v_c), q, v (N, C/2). Side by side (sum) or one after the other.
 * Parameters 2C² + 11C/2 + 1.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import type { Layer } from '../../layers/context.ts'
import { dense } from '../../layers/dense.ts'
import { layerNormalization } from '../../layers/normalization.ts'
import { meanPool } from '../../layers/pooling.ts'
import type { Scope } from '../../layers/scope.ts'
import { matMul, softmax } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { toTokens } from '../tokens.ts'
import { gateChannels, tapChannels, tapGate } from './parts.ts'

/** Sums the values of all places by a softmax over them, and gates the channels by the sum. */
function channelPart(scope: Scope, channels: number, half: number): Layer {
  const query = dense(scope.child('query'), { in: channels, out: 1 })
  const value = dense(scope.child('value'), { in: channels, out: half })
  const out = dense(scope.child('out'), { in: half, out: channels })
  const norm = layerNormalization(scope.child('norm'), channels)
  return (x, ctx) => {
    const [batch, height, width] = x.shape as [number, number, number, number]
    const weights = softmax(tf.reshape(query(x, ctx), [batch, 1, height * width]))
    ctx.tap(scope.path, tf.expandDims(weights, 1), { kind: 'attention', mechanism: 'polarized', keyGrid: [height, width], queryGrid: null, extra: 0 })
    const summed = tf.reshape(matMul(weights, toTokens(value(x, ctx))), [batch, half])
    return gateChannels(x, tf.sigmoid(norm(out(summed, ctx), ctx)))
  }
}

/** Weighs the value channels by a softmax over the mean query, and gates the places by the sum. */
function placePart(scope: Scope, channels: number, half: number): Layer {
  const query = dense(scope.child('query'), { in: channels, out: half })
  const value = dense(scope.child('value'), { in: channels, out: half })
  return (x, ctx) => {
    const [batch, height, width] = x.shape as [number, number, number, number]
    const weights = tf.reshape(softmax(meanPool(query(x, ctx))), [batch, 1, half])
    tapChannels(ctx, scope.path, 'polarized', weights)
    const scores = matMul(weights, toTokens(value(x, ctx)), { transposeB: true })
    const gate = tf.sigmoid(tf.reshape(scores, [batch, height, width, 1]))
    tapGate(ctx, scope.path, 'polarized', gate)
    return tf.mul(x, gate)
  }
}

export const polarized = mechanism({
  id: 'polarized',
  name: { en: 'Polarized self-attention', 'zh-CN': '极化自注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Gates channels by a weighted sum over the places, and places by a weighted sum over the channels. Keeping half the channels, it loses little on the way; it was made for tasks that answer for each pixel.',
    'zh-CN': '用位置的加权和调节通道，用通道的加权和调节位置。保留一半通道，途中损失很少；它为逐像素回答的任务而设计。',
  },
  formula: 'y = x \\cdot \\sigma\\big(\\mathrm{LN}(W_z V_c^\\top \\mathrm{softmax}_N(q))\\big) + x \\cdot \\sigma\\big(V_s\\,\\mathrm{softmax}_C(\\mathrm{mean}\\,Q)\\big)',
  cost: { parameters: '2C^2 + \\tfrac{11}{2}C + 1', macs: '\\tfrac{3}{2}NC^2 + 2NC + \\tfrac{C^2}{2}' },
  paper: { title: 'Polarized Self-Attention: Towards High-quality Pixel-wise Mapping', authors: 'Liu et al.', venue: 'Neurocomputing', year: 2022, link: 'https://arxiv.org/abs/2107.00782' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    form: option(z.enum(['parallel', 'sequential']).default('parallel'), { en: 'Form', 'zh-CN': '形式' }, { en: 'Side by side and added, or channels first and then places.', 'zh-CN': '并行相加，或先通道后位置。' }, { parallel: { en: 'parallel', 'zh-CN': '并行' }, sequential: { en: 'sequential', 'zh-CN': '串行' } }),
  }),
  check(_options, { channels }) {
    if (channels < 2) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'polarized', channels, needed: 2 })
  },
  build(scope, { form }, { channels }) {
    const half = Math.floor(channels / 2)
    const ofChannels = channelPart(scope.child('channels'), channels, half)
    const ofPlaces = placePart(scope.child('places'), channels, half)
    return (x, ctx) => {
      const y = ofChannels(x, ctx)
      return form === 'parallel' ? tf.add(y, ofPlaces(x, ctx)) : ofPlaces(y, ctx)
    }
  },
})
