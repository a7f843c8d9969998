/**
 * Spatial group-wise enhance (Li et al. 1905.09646): in each of G groups of channels a place is gated by how well it agrees with the group's mean,
 * c = x · mean(x), gate = sigmoid(w (c − mean c) / (std c + ε) + b), w and b one each a group. 2G parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { ones, zeros } from '../../layers/initializers.ts'
import { mechanism } from '../mechanism.ts'
import { checkGroups, tapGate } from './parts.ts'

const EPSILON = 1e-5
/** Below any variance that counts beside ε; the root of 0 has no finite gradient. */
const LEAST_VARIANCE = 1e-24

export const spatialGroupEnhance = mechanism({
  id: 'spatial-group-enhance',
  name: { en: 'Spatial group-wise enhance (SGE)', 'zh-CN': 'SGE 空间分组增强' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Channels are grouped, and each group turns up the places that agree with its mean over the image. Two parameters a group suffice.',
    'zh-CN': '通道分组，每组调高与其全图均值相符的位置。每组只需两个参数。',
  },
  formula: 'y = x \\cdot \\sigma\\!\\left(w\\,\\frac{c - \\bar{c}}{s_c + \\epsilon} + b\\right), \\qquad c_i = \\langle x_i, \\bar{x} \\rangle \\text{ in each group}',
  cost: { parameters: '2G', macs: '0' },
  paper: { title: 'Spatial Group-wise Enhance: Improving Semantic Feature Learning in Convolutional Networks', authors: 'Li et al.', venue: 'arXiv', year: 2019, link: 'https://arxiv.org/abs/1905.09646' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({ groups: option(z.int().min(1).max(128).default(8), { en: 'Groups', 'zh-CN': '分组数' }, { en: 'Divides the channels. The paper takes 64 at 2048 channels.', 'zh-CN': '须整除通道数。论文在 2048 个通道时取 64。' }) }),
  check({ groups }, { channels, height, width }) {
    checkGroups('spatial-group-enhance', channels, groups)
    if (height * width < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'spatial-group-enhance', height, width, needed: 2 })
  },
  build(scope, { groups }, { channels }) {
    const weight = scope.weight('weight', [groups], zeros)
    const bias = scope.weight('bias', [groups], ones)
    return (x, ctx) => {
      const [batch, height, width] = x.shape as [number, number, number, number]
      const places = height * width
      const parts = tf.reshape(x, [batch, places, groups, channels / groups])
      const agreement = tf.sum(tf.mul(parts, tf.mean(parts, 1, true)), 3)
      const centred = tf.sub(agreement, tf.mean(agreement, 1, true))
      const variance = tf.div(tf.sum(tf.square(centred), 1, true), places - 1)
      const normal = tf.div(centred, tf.add(tf.sqrt(tf.maximum(variance, LEAST_VARIANCE)), EPSILON))
      const gate = tf.sigmoid(tf.add(tf.mul(normal, weight), bias))
      tapGate(ctx, scope.path, 'spatial-group-enhance', tf.reshape(gate, [batch, height, width, groups]), { heads: true })
      return tf.reshape(tf.mul(parts, tf.expandDims(gate, 3)), x.shape)
    }
  },
})
