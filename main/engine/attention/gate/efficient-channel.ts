/**
 * Efficient channel attention (Wang et al. CVPR 2020): s = sigmoid(conv1d_k(mean(x))) over neighbouring channels, y = s · x.
 * k is the odd number at |log₂C / 2 + 1 / 2|, at least 3; it is all the parameters there are.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { fanInUniform } from '../../layers/initializers.ts'
import { meanPool } from '../../layers/pooling.ts'
import { convolution } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'
import { gateChannels } from './parts.ts'

/** Equation 12 of the paper: the length of the convolution for so many channels. */
export function adaptiveKernel(channels: number, gamma = 2, beta = 1): number {
  const length = Math.floor(Math.abs(Math.log2(channels) + beta) / gamma)
  return Math.max(3, length % 2 ? length : length + 1)
}

const lengthOf = (kernel: number | 'adaptive', channels: number) => (kernel === 'adaptive' ? adaptiveKernel(channels) : kernel)

export const efficientChannel = mechanism({
  id: 'eca',
  name: { en: 'Efficient channel attention (ECA)', 'zh-CN': 'ECA 高效通道注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Turns channels up or down by a convolution over neighbouring channels: 3 to 7 parameters in place of the two layers of SE. It weighs channels and no places.',
    'zh-CN': '用相邻通道上的一维卷积调高或调低各通道：以 3 到 7 个参数代替 SE 的两层。它衡量通道而非位置。',
  },
  formula: 'y = x \\cdot \\sigma\\big(\\mathrm{conv}_k(\\mathrm{mean}(x))\\big), \\qquad k = \\left|\\tfrac{\\log_2 C + 1}{2}\\right|_{\\mathrm{odd}}',
  cost: { parameters: 'k', macs: 'kC' },
  paper: { title: 'ECA-Net: Efficient Channel Attention for Deep Convolutional Neural Networks', authors: 'Wang et al.', venue: 'CVPR', year: 2020, link: 'https://arxiv.org/abs/1910.03151' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    kernel: option(z.literal(['adaptive', 1, 3, 5, 7, 9]).default('adaptive'), { en: 'Length of the convolution', 'zh-CN': '卷积长度' }, { en: 'Adaptive: it follows from the number of channels.', 'zh-CN': 'adaptive：由通道数决定。' }),
    padding: option(z.enum(['zeros', 'circular']).default('zeros'), { en: 'Beyond the last channel', 'zh-CN': '通道边界' }, { en: 'Circular: the last channel neighbours the first, so that none has fewer neighbours.', 'zh-CN': 'circular：最后一个通道与第一个相邻，每个通道的邻居一样多。' }, { zeros: { en: 'zeros', 'zh-CN': '补零' }, circular: { en: 'circular', 'zh-CN': '循环' } }),
  }),
  check({ kernel, padding }, { channels }) {
    const needed = (lengthOf(kernel, channels) - 1) / 2
    if (padding === 'circular' && needed > channels) throw new FoveaError('invalid', 'engine.map-too-narrow', { mechanism: 'eca', channels, needed })
  },
  build(scope, { kernel, padding }, { channels }) {
    const length = lengthOf(kernel, channels)
    const filter = scope.weight('kernel', [length, 1, 1, 1], fanInUniform(length))
    const side = (length - 1) / 2
    return (x) => {
      const line = tf.reshape(meanPool(x), [x.shape[0]!, channels, 1, 1])
      if (padding === 'zeros' || side === 0) return gateChannels(x, tf.sigmoid(convolution(line, filter, { padding: 'same' })))
      const ring = tf.concat([tf.slice(line, [0, channels - side, 0, 0], [-1, side, 1, 1]), line, tf.slice(line, [0, 0, 0, 0], [-1, side, 1, 1])], 1)
      return gateChannels(x, tf.sigmoid(convolution(ring, filter, { padding: 'valid' })))
    }
  },
})
