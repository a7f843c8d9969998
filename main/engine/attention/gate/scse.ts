/**
 * Concurrent spatial and channel squeeze and excitation (Roy et al. MICCAI 2018): y = x · se(x) + x · sigmoid(wx + b), the second gate over places.
 * Parameters 2C²/r + C/r + C + C + 1.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { dense } from '../../layers/dense.ts'
import { mechanism } from '../mechanism.ts'
import { checkReduction, reducedTo, reductionOption, tapGate } from './parts.ts'
import { squeezeExcitationLayer } from './squeeze-excitation.ts'

export const scse = mechanism({
  id: 'scse',
  name: { en: 'Spatial and channel SE (scSE)', 'zh-CN': 'scSE 空间与通道 SE' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'SE over channels and a gate over places work side by side, and their results are added. It was made for segmentation, where places matter as much as channels.',
    'zh-CN': '通道上的 SE 与位置上的门并行，结果相加。它为分割而设计，那里位置与通道同样重要。',
  },
  formula: 'y = x \\cdot \\sigma\\big(W_2\\,\\mathrm{relu}(W_1\\,\\mathrm{mean}(x))\\big) + x \\cdot \\sigma(w^\\top x + b)',
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{C}{r} + 2C + 1', macs: '\\tfrac{2C^2}{r} + NC' },
  paper: { title: 'Concurrent Spatial and Channel ‘Squeeze & Excitation’ in Fully Convolutional Networks', authors: 'Roy et al.', venue: 'MICCAI', year: 2018, link: 'https://arxiv.org/abs/1803.02579' },
  articles: [],
  showsPlaces: true,
  options: z.strictObject({ reduction: reductionOption(2) }),
  check({ reduction }, { channels }) {
    checkReduction('scse', reduction, channels)
  },
  build(scope, { reduction }, { channels }) {
    const ofChannels = squeezeExcitationLayer(scope.child('channels'), { channels, reduced: reducedTo(channels, reduction) })
    const score = dense(scope.child('places'), { in: channels, out: 1 })
    return (x, ctx) => {
      const gate = tf.sigmoid(score(x, ctx))
      tapGate(ctx, scope.path, 'scse', gate)
      return tf.add(ofChannels(x, ctx), tf.mul(x, gate))
    }
  },
})
