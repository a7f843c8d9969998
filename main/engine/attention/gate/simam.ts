/**
 * SimAM (Yang et al. ICML 2021): each value is gated by how far it stands out of its channel, y = x · sigmoid((x − μ)² / (4(v + λ)) + ½),
 * μ the mean and v the unbiased variance of the channel over the places. No parameters.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { mechanism } from '../mechanism.ts'
import { tapGate } from './parts.ts'

export const simam = mechanism({
  id: 'simam',
  name: { en: 'SimAM', 'zh-CN': 'SimAM 无参注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'A value counts for more the further it stands out of its channel. Nothing is learned: there are no parameters.',
    'zh-CN': '一个值在其通道中越突出，分量越大。没有任何可学习的参数。',
  },
  formula: 'y = x \\cdot \\sigma\\!\\left(\\frac{(x - \\mu)^2}{4(v + \\lambda)} + \\tfrac{1}{2}\\right)',
  cost: { parameters: '0', macs: '0' },
  paper: { title: 'SimAM: A Simple, Parameter-Free Attention Module for Convolutional Neural Networks', authors: 'Yang et al.', venue: 'ICML', year: 2021, link: 'https://proceedings.mlr.press/v139/yang21o.html' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({
    lambda: option(z.number().min(1e-8).max(1).default(1e-4), { en: 'Lambda', 'zh-CN': 'λ' }, { en: 'Added to the variance.', 'zh-CN': '加在方差上。' }),
  }),
  check(_options, { height, width }) {
    if (height * width < 2) throw new FoveaError('invalid', 'engine.map-too-small', { mechanism: 'simam', height, width, needed: 2 })
  },
  build(scope, { lambda }) {
    return (x, ctx) => {
      const places = x.shape[1]! * x.shape[2]!
      const squares = tf.square(tf.sub(x, tf.mean(x, [1, 2], true)))
      const variance = tf.div(tf.sum(squares, [1, 2], true), places - 1)
      const gate = tf.sigmoid(tf.add(tf.div(squares, tf.mul(tf.add(variance, lambda), 4)), 0.5))
      tapGate(ctx, scope.path, 'simam', gate)
      return tf.mul(x, gate)
    }
  },
})
