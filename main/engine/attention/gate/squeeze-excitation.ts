/**
 * Squeeze-and-excitation (Hu et al. CVPR 2018): s = sigmoid(W₂ relu(W₁ mean(x))), y = s · x. It weighs channels and no places.
 * Parameters 2C²/r + C/r + C.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { dense } from '../../layers/dense.ts'
import { meanPool } from '../../layers/pooling.ts'
import { relu } from '../../tensorflow/kernels/index.ts'
import { mechanism } from '../mechanism.ts'

export const squeezeExcitation = mechanism({
  id: 'se',
  name: { en: 'Squeeze-and-excitation', 'zh-CN': 'SE 通道注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Turns channels up or down by what the whole image holds. It looks at no place in particular.',
    'zh-CN': '根据整幅图像的内容调高或调低各通道，不关注具体位置。',
  },
  formula: 'y = x \\cdot \\sigma\\big(W_2\\,\\mathrm{relu}(W_1\\,\\mathrm{mean}(x))\\big)',
  cost: { parameters: '\\tfrac{2C^2}{r} + \\tfrac{C}{r} + C', macs: '\\tfrac{2C^2}{r} + 2NC' },
  paper: { title: 'Squeeze-and-Excitation Networks', authors: 'Hu et al.', venue: 'CVPR', year: 2018, link: 'https://arxiv.org/abs/1709.01507' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({
    reduction: option(z.int().min(1).max(64).default(16), { en: 'Reduction', 'zh-CN': '缩减倍数' }, { en: 'The paper takes 16, which leaves 1 to 3 channels of a narrow map.', 'zh-CN': '论文取 16；在窄特征图上只剩 1 到 3 个通道。' }),
    bias: option(z.boolean().default(true), { en: 'Biases', 'zh-CN': '偏置' }),
  }),
  check({ reduction }, { channels }) {
    if (reduction > channels) throw new FoveaError('invalid', 'engine.reduction-too-large', { mechanism: 'se', reduction, channels })
  },
  build(scope, { reduction, bias }, { channels }) {
    const reduced = Math.max(1, Math.floor(channels / reduction))
    const squeeze = dense(scope.child('squeeze'), { in: channels, out: reduced, bias })
    const excite = dense(scope.child('excite'), { in: reduced, out: channels, bias })
    return (x, ctx) => {
      const gates = tf.sigmoid(excite(relu(squeeze(meanPool(x), ctx)), ctx))
      return tf.mul(x, tf.reshape(gates, [x.shape[0]!, 1, 1, channels]))
    }
  },
})
