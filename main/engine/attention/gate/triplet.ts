/**
 * Triplet attention (Misra et al. WACV 2021): three gates over the planes (H, W), (C, W) and (H, C), each sigmoid(BN(conv_k [max, mean]))
 * of the map pooled along the axis that is left; y is the mean of the three gated maps. 3 (2k² + 2) parameters: 300 with k = 7.
 */
import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { convolve } from '../../layers/convolution.ts'
import { batchNormalization } from '../../layers/normalization.ts'
import { largestOver } from '../../layers/pooling.ts'
import type { Layer } from '../../layers/context.ts'
import type { Scope } from '../../layers/scope.ts'
import { mechanism } from '../mechanism.ts'
import { tapGate } from './parts.ts'

/** Gates of the plane that is left when `axis` of (B, H, W, C) is pooled; they broadcast along it. `turned` takes the plane's axes in the other order. */
function planeGate(scope: Scope, axis: 1 | 2 | 3, kernel: number, turned = false): Layer {
  const convolution = convolve(scope.child('convolution'), { in: 2, out: 1, kernel })
  const norm = batchNormalization(scope.child('norm'), 1)
  const turn = (plane: tf.Tensor) => (turned ? tf.transpose(plane, [0, 2, 1, 3]) : plane)
  return (x, ctx) => {
    const pooled = tf.stack([tf.squeeze(largestOver(x, [axis]), [axis]), tf.mean(x, axis)], 3)
    const gate = tf.sigmoid(norm(convolution(turn(pooled), ctx), ctx))
    return tf.expandDims(tf.squeeze(turn(gate), [3]), axis)
  }
}

export const triplet = mechanism({
  id: 'triplet',
  name: { en: 'Triplet attention', 'zh-CN': '三重注意力' },
  kind: 'map',
  group: 'gate',
  summary: {
    en: 'Three gates, one for each pair of height, width and channel, so that channels and places are weighed together. They cost 300 parameters at any width.',
    'zh-CN': '高、宽、通道两两一对，共三个门，把通道和位置放在一起衡量。无论多宽都只有 300 个参数。',
  },
  formula: 'y = \\tfrac{1}{3}\\big(x\\,g_{HW} + x\\,g_{CW} + x\\,g_{HC}\\big), \\qquad g = \\sigma\\big(\\mathrm{BN}(\\mathrm{conv}_{k\\times k}[\\max, \\mathrm{mean}])\\big)',
  cost: { parameters: '3(2k^2 + 2)', macs: '2k^2(HW + CW + HC)' },
  paper: { title: 'Rotate to Attend: Convolutional Triplet Attention Module', authors: 'Misra et al.', venue: 'WACV', year: 2021, link: 'https://arxiv.org/abs/2010.03045' },
  articles: [{
    article: '004',
    says: { en: 'Lists it among related articles, as three levels of attention: global, between groups and within groups.', 'zh-CN': '在相关文章中列出，称其包含全局、组间和组内三个层次的注意力。' },
    wrong: { en: 'There are no groups in it. Its three branches are the pairs of axes (C, W), (H, C) and (H, W), each pooled along the third.', 'zh-CN': '其中没有分组。三个分支是轴的两两组合 (C, W)、(H, C)、(H, W)，各沿第三个轴池化。' },
  }],
  showsPlaces: true,
  options: z.strictObject({ kernel: option(z.literal([3, 5, 7]).default(7), { en: 'Kernel', 'zh-CN': '卷积核' }) }),
  check() {},
  build(scope, { kernel }) {
    const places = planeGate(scope.child('places'), 3, kernel)
    const columns = planeGate(scope.child('channelsColumns'), 1, kernel, true)
    const rows = planeGate(scope.child('rowsChannels'), 2, kernel)
    return (x, ctx) => {
      const gate = places(x, ctx)
      tapGate(ctx, scope.path, 'triplet', gate)
      return tf.mul(x, tf.div(tf.add(tf.add(gate, columns(x, ctx)), rows(x, ctx)), 3))
    }
  },
})
